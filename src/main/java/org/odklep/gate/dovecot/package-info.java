/**
 * Dovecot auth policy, in the form that Dovecot asks and that weakforced answers: {@code allow} before and after a password
 * is checked, {@code report} afterwards. {@link org.odklep.gate.dovecot.PolicyJson} turns bodies into requests,
 * {@link org.odklep.gate.dovecot.AuthPolicyServer} is the HTTP around it, and {@link org.odklep.gate.dovecot.AuthPolicyGate} maps
 * requests to sign-ins. {@link org.odklep.gate.dovecot.ListCommands} does the same for lists of whom to refuse or spare.
 *
 * <p>When the store is away, sign-ins pass: Dovecot still checks the password.
 */
@NullMarked
package org.odklep.gate.dovecot;

import org.jspecify.annotations.NullMarked;
