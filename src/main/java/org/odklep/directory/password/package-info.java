/**
 * How passwords are hashed, and judged, with the libraries that know how: Argon2id for our own hashes, natively where the
 * machine has libargon2; the kinds that directories are imported with, to be read only; zxcvbn for strength.
 *
 * <p>What a password may be is decided in {@link org.odklep.user.PasswordRules}, when it is hashed in
 * {@link org.odklep.account.Passwords}.
 */
@NullMarked
package org.odklep.directory.password;

import org.jspecify.annotations.NullMarked;
