package org.odklep.cli.replay;

import static java.util.stream.Collectors.toSet;

import java.util.Collection;
import java.util.Set;
import org.odklep.cli.replay.log.LoggedMessage;
import org.odklep.kernel.MailAddress;
import org.odklep.kernel.MailDomain;

/**
 * Which recipients are our own.
 *
 * @param domains each includes its subdomains
 * @param guessed true when nobody named them
 */
public record InternalDomains(Set<String> domains, boolean guessed) {
    public InternalDomains {
        domains = Set.copyOf(domains);
    }

    /** The domains that the user named. */
    public static InternalDomains named(Collection<MailDomain> domains) {
        return new InternalDomains(domains.stream().map(MailDomain::value).collect(toSet()), false);
    }

    /** The domains of the accounts that sent. */
    public static InternalDomains guess(Collection<LoggedMessage> messages) {
        Set<String> domains = messages.stream()
                .map(LoggedMessage::account)
                .distinct()
                .flatMap(account -> account.domain().stream())
                .map(MailDomain::value)
                .collect(toSet());
        return new InternalDomains(domains, true);
    }

    /** True for an address that is delivered in one of the domains. */
    public boolean isInternal(MailAddress address) {
        return address.isDeliveredIn(this::isWithin);
    }

    /** Looks up the domain and then its parents: a host of many customers has thousands of domains. */
    private boolean isWithin(MailDomain domain) {
        String name = domain.value();
        while (!domains.contains(name)) {
            int dot = name.indexOf('.');
            if (dot < 0) {
                return false;
            }
            name = name.substring(dot + 1);
        }
        return true;
    }
}
