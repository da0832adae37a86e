/**
 * Signing in: smart lockout, the places an account is known at, slowing down of password spray, and the log of what
 * happened. Every gate and page through which a password can be tried asks {@link org.odklep.signin.SignIns}.
 *
 * <p>Whether a password is right is not decided here but by whoever holds its hash; locks that an operator sets do not
 * live here either.
 */
@NullMarked
package org.odklep.signin;

import org.jspecify.annotations.NullMarked;
