/**
 * Decides about each outgoing message: outbound policies, sliding windows per account, and the guard that turns a
 * crossed limit into a sending restriction.
 *
 * <p>An allowed message costs no I/O: counts and traces go to the {@link org.odklep.sending.SendJournal} and are
 * written behind, in batches, through the {@link org.odklep.sending.SendLedger} port.
 */
@NullMarked
package org.odklep.sending;

import org.jspecify.annotations.NullMarked;
