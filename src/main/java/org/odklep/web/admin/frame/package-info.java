/**
 * What stands around every page: the menu with its places, who is signed in, the choices of language and theme. A page
 * comes into the menu by one line in {@link org.odklep.web.admin.frame.Place}.
 */
@NullMarked
package org.odklep.web.admin.frame;

import org.jspecify.annotations.NullMarked;
