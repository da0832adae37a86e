package org.odklep.signin;

import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Secret;

/**
 * A password that somebody tries on the built-in directory.
 *
 * @param name the user's own or an alias, with its domain
 */
public record PasswordTry(AccountName name, Secret password, ClientAddress client, ClientKind kind) {}
