package org.odklep.signin;

import java.util.Arrays;
import java.util.Locale;

/** What an account signs in with: one half of a place. */
public enum ClientKind {
    IMAP("imap"),
    POP3("pop3"),
    SMTP("smtp"),
    SIEVE("sieve"),
    LDAP("ldap"),
    WEB("web"),
    /** A browser that an OpenID Connect provider sent. */
    OPENID("openid"),
    OTHER("other");

    private final String key;

    ClientKind(String key) {
        this.key = key;
    }

    /** The kind that a protocol's name stands for, such as Dovecot's {@code imap} or {@code submission}. */
    public static ClientKind of(String protocol) {
        String name = protocol.toLowerCase(Locale.ROOT);
        return switch (name) {
            case "pop" -> POP3;
            case "submission", "submissions", "smtps" -> SMTP;
            case "managesieve" -> SIEVE;
            default ->
                Arrays.stream(values())
                        .filter(kind -> kind.key.equals(name))
                        .findFirst()
                        .orElse(OTHER);
        };
    }

    /** The name in the store, the API and on pages. */
    public String key() {
        return key;
    }
}
