package org.odklep.user;

import java.util.Collection;
import org.odklep.kernel.Secret;

/** Port: how hard a password is to guess for somebody who knows what people choose. */
public interface PasswordStrength {
    int BEST = 4;

    /**
     * From 0, guessed at once, to {@value #BEST}. Answers in milliseconds, whatever the password.
     *
     * @param owner words that somebody would try first: names and addresses of the owner
     */
    int score(Secret password, Collection<String> owner);
}
