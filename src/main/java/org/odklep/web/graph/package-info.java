/**
 * HTTP in the shape of Microsoft Graph, whatever the resources are: errors, lists with their options, strict bodies,
 * request ids, times.
 *
 * <p>Knows no resource and no rule. {@code web.api} stands on it.
 */
@NullMarked
package org.odklep.web.graph;

import org.jspecify.annotations.NullMarked;
