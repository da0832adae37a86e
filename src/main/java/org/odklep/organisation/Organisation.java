package org.odklep.organisation;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.odklep.kernel.MailDomain;

/**
 * Whose installation this is.
 *
 * @param name empty while nobody named it
 * @param domains its own mail domains, subdomains included: recipients there are internal
 * @param defaultDomain added to names of accounts that come without a domain
 * @param zone of times on pages, and of policies that name none
 */
public record Organisation(String name, List<MailDomain> domains, Optional<MailDomain> defaultDomain, ZoneId zone) {
    public Organisation {
        domains = List.copyOf(domains);
    }
}
