/**
 * Listens on TCP and UNIX sockets for the gates: accepts, bounds, times out, stops gracefully. Knows nothing of any
 * protocol.
 */
@NullMarked
package org.odklep.gate.net;

import org.jspecify.annotations.NullMarked;
