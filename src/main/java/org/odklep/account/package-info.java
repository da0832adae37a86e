/**
 * Who acts and what each may do: roles, rights, actors, and what a directory knows of an account.
 *
 * <p>Port: {@link org.odklep.account.Directory}.
 */
@NullMarked
package org.odklep.account;

import org.jspecify.annotations.NullMarked;
