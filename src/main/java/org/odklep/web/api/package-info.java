/**
 * The REST door, shaped like Microsoft Graph: bearer tokens and JSON. Controllers are thin: they read the request, ask the
 * domain, and map its answer to a record of the wire.
 *
 * <pre>
 * request -> RequestIds -> BearerFilter -> controller(Actor, Body, HttpServletRequest) -> record -> JSON
 *                                |                |
 *                                +----------------+--> GraphError -> ErrorWriter -> {"error": ...}
 * </pre>
 *
 * <p>No rule lives here: rights, limits and changes are decided beneath. What the wire looks like is written down in
 * {@code openapi.yaml}, and a test holds the two together.
 */
@NullMarked
package org.odklep.web.api;

import org.jspecify.annotations.NullMarked;
