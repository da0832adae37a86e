/**
 * Postfix policy delegation (SMTPD_POLICY_README). {@link org.odklep.gate.postfix.PolicyCodec} turns bytes into
 * requests, {@link org.odklep.gate.postfix.PolicySession} is the loop of one connection, and
 * {@link org.odklep.gate.postfix.PostfixGate} maps a request to a question for the sending guard and its answer to an
 * action.
 */
@NullMarked
package org.odklep.gate.postfix;

import org.jspecify.annotations.NullMarked;
