/**
 * {@code odklep replay}: tries policies on what a Postfix log says was sent, and reports who would have been restricted.
 * Works on files and standard input alone, with policies that it is given; it changes nothing and needs no server.
 *
 * <pre>
 * log.LogReader -> LogReading -> Replay (a real SendingGuard over stores in memory) -> ReplayReport -> text, JSON, CSV
 * </pre>
 *
 * <p>Nothing here decides about a message: that is the guard's, so that a replay says what the gate would have said.
 */
@NullMarked
package org.odklep.cli.replay;

import org.jspecify.annotations.NullMarked;
