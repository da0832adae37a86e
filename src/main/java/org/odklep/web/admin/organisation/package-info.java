/**
 * Whose installation this is: the page of the first start, which makes the first administrator and the organisation, and
 * Settings &gt; Organisation, where it is changed. Both ask for the same fields.
 */
@NullMarked
package org.odklep.web.admin.organisation;

import org.jspecify.annotations.NullMarked;
