package org.odklep.account;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.odklep.kernel.AccountName;

/**
 * Somebody who signs in to the admin page.
 *
 * @param name 1 to {@value #MAX_NAME} letters, digits and {@code . _ @ + -}: it stands as "who" in locks and in the audit
 *     log, beside rules such as {@code policy:Default}, and must not be taken for one of them
 * @param passwordHash as {@link PasswordHash} writes it
 * @param createdAt to the millisecond
 */
public record Administrator(AccountName name, Role role, String passwordHash, Instant createdAt) {
    public static final int MAX_NAME = 64;

    /** The "who" of a lock that ended by itself, and of what the server does on its own. */
    private static final Set<String> RESERVED = Set.of("time", "server");

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}._@+-]*");

    public Administrator {
        if (!isName(name)) {
            throw new IllegalArgumentException("'" + name + "' cannot be the name of an administrator");
        }
        createdAt = createdAt.truncatedTo(ChronoUnit.MILLIS);
    }

    /** The name that a text stands for, if it can be one. */
    public static Optional<AccountName> parseName(String text) {
        return AccountName.parse(text).filter(Administrator::isName);
    }

    /** How the audit log names this administrator as the target of a change. */
    public String target() {
        return target(name);
    }

    static String target(AccountName name) {
        return "administrator:" + name;
    }

    @Override
    public String toString() {
        return "Administrator[" + name + ", " + role + "]";
    }

    private static boolean isName(AccountName name) {
        return name.value().length() <= MAX_NAME
                && NAME.matcher(name.value()).matches()
                && !RESERVED.contains(name.value());
    }
}
