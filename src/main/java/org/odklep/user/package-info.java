/**
 * The built-in directory: users, who may do what to whom, their sign-in status, passwords and sessions, import and
 * export.
 *
 * <p>{@link org.odklep.user.Users} is the one door to every change; it asks {@link org.odklep.user.Authority}, stores the
 * change with its audit entry, then tells {@link org.odklep.user.UserChanges}. Ports: {@link org.odklep.user.UserStore},
 * {@link org.odklep.user.PasswordStrength}. Signing in does not live here, nor do lockouts.
 */
@NullMarked
package org.odklep.user;

import org.jspecify.annotations.NullMarked;
