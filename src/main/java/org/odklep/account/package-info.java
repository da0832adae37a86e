/**
 * Who acts and what each may do: administrators, roles, rights, actors, bearer tokens, and what a
 * directory knows of an account.
 *
 * <p>Ports: {@link org.odklep.account.Directory}, {@link org.odklep.account.AdministratorStore},
 * {@link org.odklep.account.PasswordHash}, {@link org.odklep.account.ApiTokenStore}. The first administrator is made
 * in the package {@code organisation}.
 */
@NullMarked
package org.odklep.account;

import org.jspecify.annotations.NullMarked;
