package org.odklep.cli.replay.log;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.odklep.kernel.MailAddress;
import org.odklep.kernel.MailDomain;

/**
 * The mail addresses of a log. Those that repeat are the same value, and so are the domains of different addresses, which
 * are few and costly to check.
 */
final class SharedAddresses {
    private static final int MAX_DOMAINS = 1 << 16;

    private final SharedValues<Optional<MailAddress>> addresses = new SharedValues<>(1 << 14, this::parse);
    private final Map<String, Optional<MailDomain>> domains = new HashMap<>();

    /** The address that a part of a line holds, if it holds one. */
    Optional<MailAddress> get(Line line, int start, int end) {
        return addresses.get(line, start, end);
    }

    private Optional<MailAddress> parse(String text) {
        int at = text.indexOf('@');
        if (at <= 0 || at != text.lastIndexOf('@') || text.length() > MailAddress.MAX_LENGTH) {
            return MailAddress.parse(text);
        }
        Optional<MailDomain> domain = domain(text.substring(at + 1));
        return domain.isEmpty()
                ? Optional.empty()
                : MailAddress.parse(text.substring(0, at)).map(local -> new MailAddress(local.localPart(), domain));
    }

    private Optional<MailDomain> domain(String text) {
        if (domains.size() == MAX_DOMAINS) {
            domains.clear();
        }
        return domains.computeIfAbsent(text, MailDomain::parse);
    }
}
