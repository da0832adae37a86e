/**
 * Who acts and what each may do: administrators and their sign-in, roles, rights, actors, and what a directory knows of
 * an account.
 *
 * <p>Ports: {@link org.odklep.account.Directory}, {@link org.odklep.account.AdministratorStore},
 * {@link org.odklep.account.PasswordHash}. The first administrator is made with a code that the server prints
 * ({@link org.odklep.account.SetUp}).
 */
@NullMarked
package org.odklep.account;

import org.jspecify.annotations.NullMarked;
