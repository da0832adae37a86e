package org.odklep.account;

import org.odklep.kernel.Secret;

/** Port: a slow, salted hash of passwords. Both methods take the same time for every password. */
public interface PasswordHash {
    /** The hash of a password with its own salt and parameters, as one line of text. */
    String of(Secret password);

    boolean matches(Secret password, String hash);
}
