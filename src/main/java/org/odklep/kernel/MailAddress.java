package org.odklep.kernel;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * An envelope address, compared without regard to case. Postfix passes addresses as it took them, so a local part may
 * hold anything that fits (RFC 5321, 4.1.2); without a domain it is an address of the local host.
 *
 * @param localPart what stands before the last "@", lower case, not empty
 * @param domain what stands behind it, if anything
 */
public record MailAddress(String localPart, Optional<MailDomain> domain) {
    /** Longest text that is taken for an address, in characters. */
    public static final int MAX_LENGTH = 1024;

    /** The address that a text holds; empty for the null sender {@code <>} and for what cannot be an address. */
    public static Optional<MailAddress> parse(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH || Text.hasInvisible(text)) {
            return Optional.empty();
        }
        int at = text.lastIndexOf('@');
        String local = (at < 0 ? text : text.substring(0, at)).toLowerCase(Locale.ROOT);
        if (local.isEmpty()) {
            return Optional.empty();
        }
        return at < 0
                ? Optional.of(new MailAddress(local, Optional.empty()))
                : MailDomain.parse(text.substring(at + 1)).map(domain -> new MailAddress(local, Optional.of(domain)));
    }

    /** Whether it is delivered in one of our domains, or names none, which means here; never when it is sent on. */
    public boolean isDeliveredIn(Predicate<MailDomain> ours) {
        return !isRouted() && domain.map(ours::test).orElse(true);
    }

    /**
     * Whether the local part names another domain, to which it is sent on: {@code ana%example.com@example.si},
     * {@code example.com!ana}, {@code "ana@example.com"@example.si} (Postfix: allow_percent_hack, swap_bangpath,
     * resolve_dequoted_address; all are on unless somebody turns them off).
     */
    private boolean isRouted() {
        return localPart.indexOf('%') >= 0 || localPart.indexOf('!') >= 0 || localPart.indexOf('@') >= 0;
    }

    @Override
    public String toString() {
        return domain.map(d -> localPart + "@" + d).orElse(localPart);
    }
}
