/**
 * Who acts and what each may do: roles, rights, actors, bearer tokens, and what a directory knows of an account.
 *
 * <p>Ports: {@link org.odklep.account.Directory}, {@link org.odklep.account.ApiTokenStore}.
 */
@NullMarked
package org.odklep.account;

import org.jspecify.annotations.NullMarked;
