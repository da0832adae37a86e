/**
 * Signing in through an OpenID Connect provider: to it, back from it, and what its word is worth. Nothing of a way that somebody is on
 * stays in memory, so a browser that left from one node may come back to another.
 */
@NullMarked
package org.odklep.web.admin.openid;

import org.jspecify.annotations.NullMarked;
