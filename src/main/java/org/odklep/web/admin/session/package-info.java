/**
 * What protects a session of the pages: the filter chain, its headers, the cookie. The cookie holds a secret and no more; whose
 * it is, and with which role, is asked anew for every page. No page makes a session of the web server.
 */
@NullMarked
package org.odklep.web.admin.session;

import org.jspecify.annotations.NullMarked;
