package org.odklep.user;

import org.odklep.kernel.AccountName;
import org.odklep.kernel.Secret;

/** What the owner of an account asks for: a new password in the place of the present one. */
public record OwnPassword(AccountName name, Secret present, Secret chosen) {}
