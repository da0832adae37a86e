/**
 * Signing in to the admin pages, and what protects a session: the filter chain, its headers, and when a session ends.
 * The session names an administrator and no more; the role is read anew for every page.
 */
@NullMarked
package org.odklep.web.admin.session;

import org.jspecify.annotations.NullMarked;
