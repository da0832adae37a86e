/**
 * The users of the built-in directory in the REST API, shaped like Graph's {@code user}: what a request means, what comes
 * of it, how a user is shown. What Graph does not have (reasons, roles, groups, tables, many users at once) has keys and
 * addresses of its own beside it. No rule lives here.
 */
@NullMarked
package org.odklep.web.api.user;

import org.jspecify.annotations.NullMarked;
