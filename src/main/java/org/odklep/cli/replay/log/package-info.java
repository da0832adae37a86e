/**
 * Reads Postfix logs, so that a policy can be tried on what was sent in the past: which authenticated user handed in which
 * message, when, and to whom. Works on files and standard input alone; needs neither a server nor a store.
 *
 * <pre>
 * LogSource -> LogLines -> LogTime, PostfixLineCodec -> PostfixLine -> MessageAssembler -> LoggedMessage
 *  file, gzip   framing     one line, no state           sealed record   queue id -> message
 * </pre>
 *
 * <p>One pass, one thread, bytes rather than strings: a line that tells nothing costs no allocation. What is kept grows with
 * the messages of authenticated users and with the messages open at one time, not with the length of the log.
 *
 * <p>The log formats are those of Postfix 2.6 to 3.10: {@code smtpd(8)} "client=", {@code cleanup(8)} "message-id=",
 * {@code qmgr(8)} "from=, size=, nrcpt= (queue active)" and "removed", and the "to=" line of every delivery agent.
 * Nothing here decides whether a message would have been refused.
 */
@NullMarked
package org.odklep.cli.replay.log;

import org.jspecify.annotations.NullMarked;
