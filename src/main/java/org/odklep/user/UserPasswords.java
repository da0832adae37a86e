package org.odklep.user;

import java.time.Instant;
import org.odklep.account.Actor;
import org.odklep.account.Passwords;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Secret;

/** How users come by a password: when they are added, by a reset, by their own choice. */
public final class UserPasswords {
    private final Users users;
    private final Passwords passwords;
    private final PasswordRules rules;
    private final PasswordMaker maker;

    public UserPasswords(Users users, Passwords passwords, PasswordRules rules, PasswordMaker maker) {
        this.users = users;
        this.passwords = passwords;
        this.rules = rules;
        this.maker = maker;
    }

    /** Adds a user. */
    public UserCreation create(Users.Edit edit, NewPassword password, Actor actor, Instant now) {
        throw new UnsupportedOperationException();
    }

    /** Gives a user a new password; whoever listens ends a lockout. */
    public PasswordChange reset(String id, NewPassword password, Actor actor, Instant now) {
        throw new UnsupportedOperationException();
    }

    /** Gives the owner another password for the present one. Guard against guessing before calling this. */
    public PasswordChange changeOwn(OwnPassword change, ClientAddress origin, Instant now) {
        throw new UnsupportedOperationException();
    }

    /** Hashes a password anew that was found right, when its hash is of an older kind; not audited, for nothing changes. */
    public void upgrade(User user, Secret password, Instant now) {
        throw new UnsupportedOperationException();
    }
}
