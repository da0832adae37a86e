/**
 * What {@code odklep doctor postfix} knows: it reads a mail server's configuration as {@code postconf} prints it and says
 * which line is missing or misplaced for Odklep's gate to be asked.
 *
 * <pre>
 * Postconf, PostconfText            text of postconf -n and postconf -M
 *   -&gt; PostfixSettings               parameters and services
 *   -&gt; ServiceSettings, Expansion    as one service sees them, references filled in
 *   -&gt; RestrictionWalk               what its restriction lists ask, in Postfix's order
 *   -&gt; PlacementCheck, PolicyClientCheck, ServiceCheck
 *   -&gt; Finding, DoctorReport         what to tell the operator, with the lines to paste (Remedies)
 * </pre>
 *
 * <p>Everything but {@link org.odklep.cli.doctor.Postconf} is pure: text in, findings out. Nothing here changes a
 * configuration, talks to a server or knows the command line. Reading and judging stay in one package, which makes it a
 * little larger than the others, because each is of no use without the other. Facts about Postfix are from its manuals
 * (postconf(5), master(5), SMTPD_POLICY_README) and from what Postfix 3.7 did when it was given each mistake.
 */
@NullMarked
package org.odklep.cli.doctor;

import org.jspecify.annotations.NullMarked;
