package org.odklep.kernel;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A mail domain in its ASCII form (A-labels, RFC 5890), lower case, without a final dot. Address literals such as
 * {@code [192.0.2.1]} are domains too: they compare as written.
 *
 * @param value 1 to 255 characters
 */
public record MailDomain(String value) implements Comparable<MailDomain> {
    private static final int MAX_LENGTH = 255;
    private static final Pattern LITERAL = Pattern.compile("\\[[a-z0-9:.]+]");

    public MailDomain {
        if (!isValid(value)) {
            throw new IllegalArgumentException("'" + value + "' is not a mail domain");
        }
    }

    /**
     * The domain that a text names.
     *
     * @throws IllegalArgumentException when it names none
     */
    public static MailDomain of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not a mail domain"));
    }

    /** The domain that a text names, if it names one. */
    public static Optional<MailDomain> parse(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        String bare = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
        // An A-label is never shorter; java.net.IDN fails on long ones, and drops what nobody sees.
        if (bare.length() > MAX_LENGTH || Text.hasInvisible(bare)) {
            return Optional.empty();
        }
        return toAscii(bare).filter(MailDomain::isValid).map(MailDomain::new);
    }

    /** True when this domain is the given one or lies below it. */
    public boolean isWithin(MailDomain parent) {
        return value.endsWith(parent.value)
                && (value.length() == parent.value.length()
                        || value.charAt(value.length() - parent.value.length() - 1) == '.');
    }

    /** As people write it, in the letters of their language; as it is where that could be read as another domain. */
    public String readable() {
        String unicode = IDN.toUnicode(value);
        return !Text.hasInvisible(unicode) && parse(unicode).equals(Optional.of(this)) ? unicode : value;
    }

    @Override
    public int compareTo(MailDomain other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }

    private static Optional<String> toAscii(String domain) {
        if (Text.isAscii(domain)) {
            return Optional.of(domain);
        }
        try {
            return Optional.of(IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isValid(String domain) {
        return domain.length() <= MAX_LENGTH
                && (domain.startsWith("[") ? LITERAL.matcher(domain).matches() : hasOnlyLabels(domain));
    }

    /** Labels of letters, digits, "_" and "-", which is neither first nor last, with "." between them. */
    private static boolean hasOnlyLabels(String domain) {
        char before = '.';
        for (int i = 0; i < domain.length(); i++) {
            char c = domain.charAt(i);
            boolean fits = switch (c) {
                case '.' -> before != '.' && before != '-';
                case '-' -> before != '.';
                default -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
            };
            if (!fits) {
                return false;
            }
            before = c;
        }
        return before != '.' && before != '-';
    }
}
