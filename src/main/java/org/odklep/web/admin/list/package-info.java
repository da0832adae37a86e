/** What lists have in common: their address, tabs, sorted columns, columns to choose, and the way from page to page. */
@NullMarked
package org.odklep.web.admin.list;

import org.jspecify.annotations.NullMarked;
