/**
 * Signing in: smart lockout, the places an account is known at, slowing down of password spray, and the log of what
 * happened, and lists of whom to refuse or spare. Every gate and page through which a password can be tried asks {@link org.odklep.signin.SignIns}.
 *
 * <p>On the pages, {@link org.odklep.signin.WebSignIn} opens a session, and {@link org.odklep.signin.WebSessions} knows at every
 * request whose it is; sessions are stored ({@link org.odklep.signin.SessionStore}), so that every node takes them.
 *
 * <p>Where we hold the hash, a user's or an administrator's, {@link org.odklep.signin.PasswordSignIn} is the one way to try a password;
 * elsewhere somebody else decides whether it is right, and tells. Locks that an operator sets do not live here.
 */
@NullMarked
package org.odklep.signin;

import org.jspecify.annotations.NullMarked;
