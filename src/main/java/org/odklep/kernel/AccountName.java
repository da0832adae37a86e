package org.odklep.kernel;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The name an account signs in with, normalised once so that no variant of it escapes a lock: Unicode NFKC, surrounding
 * white space removed, lower case, and the domain behind the last "@" as {@link MailDomain} writes it, where it is one.
 *
 * @param value 1 to 320 characters, without control, format or line-separating characters
 */
public record AccountName(String value) implements Comparable<AccountName> {
    /** 64 octets of local part, "@" and 255 of domain (RFC 5321, 4.5.3.1). */
    public static final int MAX_LENGTH = 320;

    public AccountName {
        if (!value.equals(normalise(value))) {
            throw new IllegalArgumentException("not a normalised account name");
        }
        String problem = problem(value);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
    }

    /**
     * The account that a text names.
     *
     * @throws IllegalArgumentException with a message for the user, when the text can name no account
     */
    public static AccountName of(String text) {
        return new AccountName(normalise(text));
    }

    /** The same as {@link #of}, but with an empty result for a text that can name no account. */
    public static Optional<AccountName> parse(String text) {
        String name = normalise(text);
        return problem(name) == null ? Optional.of(new AccountName(name)) : Optional.empty();
    }

    /**
     * The account that somebody names who means one that exists: as {@link #of}, but a name with a blank in it is a slip of the
     * hand. Gates take what clients say.
     *
     * @throws IllegalArgumentException with a message for the user
     */
    public static AccountName named(String text) {
        AccountName name = of(text);
        if (name.hasBlank()) {
            throw new IllegalArgumentException("an account name holds no blanks");
        }
        return name;
    }

    /** The same, with an empty result for a text that names no account. */
    public static Optional<AccountName> parseNamed(String text) {
        return parse(text).filter(name -> !name.hasBlank());
    }

    private boolean hasBlank() {
        return value.chars().anyMatch(Character::isWhitespace);
    }

    /** This name, or this name at the given domain when it has none and stays short enough. */
    public AccountName orAt(Optional<MailDomain> defaultDomain) {
        return value.indexOf('@') >= 0
                ? this
                : defaultDomain
                        .flatMap(domain -> parse(value + "@" + domain.value()))
                        .orElse(this);
    }

    /** The domain part, when there is one and it is a valid domain. */
    public Optional<MailDomain> domain() {
        int at = value.lastIndexOf('@');
        return at < 0 ? Optional.empty() : MailDomain.parse(value.substring(at + 1));
    }

    @Override
    public int compareTo(AccountName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }

    private static String normalise(String text) {
        return isPlain(text) ? text : withPlainDomain(nfkc(nfkc(text).strip().toLowerCase(Locale.ROOT)));
    }

    private static String withPlainDomain(String name) {
        int at = name.lastIndexOf('@');
        return at < 0
                ? name
                : MailDomain.parse(name.substring(at + 1))
                        .map(domain -> name.substring(0, at + 1) + domain.value())
                        .orElse(name);
    }

    /** Needed again after lower case: J with a caron is two characters, j with a caron is one. */
    private static String nfkc(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }

    /** Lower-case printable ASCII without a final dot is its own normal form; nearly every name is, and the hot path asks. */
    private static boolean isPlain(String text) {
        if (text.endsWith(".")) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c > '~' || (c >= 'A' && c <= 'Z')) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable String problem(String name) {
        if (name.isEmpty()) {
            return "an account name may not be empty";
        }
        if (name.length() > MAX_LENGTH) {
            return "an account name has at most " + MAX_LENGTH + " characters";
        }
        return Text.hasInvisible(name) ? "an account name may not hold invisible characters" : null;
    }
}
