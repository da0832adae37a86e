package org.odklep.signin;

import org.odklep.account.Passwords;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Secret;

/**
 * A password that somebody tries on the built-in directory.
 *
 * @param name the user's own or an alias, with its domain
 * @param signedIn true for somebody who is signed in and proves the password again, who need not wait for strangers
 */
public record PasswordTry(AccountName name, Secret password, ClientAddress client, ClientKind kind, boolean signedIn) {
    /** By somebody who wants to sign in. */
    public PasswordTry(AccountName name, Secret password, ClientAddress client, ClientKind kind) {
        this(name, password, client, kind, false);
    }

    Passwords.Caller caller(boolean familiar) {
        return new Passwords.Caller(familiar || signedIn, client);
    }
}
