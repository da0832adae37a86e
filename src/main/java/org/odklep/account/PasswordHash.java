package org.odklep.account;

import org.odklep.kernel.Secret;

/** Port: a slow, salted hash of passwords. Hashing and comparing take the same time for every password. */
public interface PasswordHash {
    /** The hash of a password with its own salt and parameters, as one line of text. */
    String of(Secret password);

    boolean matches(Secret password, String hash);

    /** Whether a hash was made in another way than {@link #of} makes them now. */
    default boolean isOutdated(String hash) {
        return false;
    }

    /** Whether a text is a hash that {@link #matches} can compare with. */
    default boolean reads(String hash) {
        return true;
    }
}
