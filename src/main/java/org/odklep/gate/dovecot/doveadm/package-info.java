/**
 * What we ask of Dovecot, where {@link org.odklep.gate.dovecot} is what Dovecot asks us: after a change of a user that makes
 * sessions or cached passwords worthless, every host is told over doveadm's HTTP API to forget what its auth cache knows
 * of the names of that user ({@code authCacheFlush}) and to end the open sessions ({@code kick}).
 *
 * <p>{@link org.odklep.user.SignOut} says what follows from a change,
 * {@link org.odklep.gate.dovecot.doveadm.DoveadmJson} is the wire, {@link org.odklep.gate.dovecot.doveadm.DoveadmClient} one call,
 * {@link org.odklep.gate.dovecot.doveadm.DoveadmWorker} the patience with one host, and
 * {@link org.odklep.gate.dovecot.doveadm.SignOuts} listens to the changes and takes orders from the store, where they are
 * stored with the change. Whoever made the change waits for none of it; how it ended stands in the audit log. What still waits
 * when the process is killed is taken up by another node or after the next start.
 */
@NullMarked
package org.odklep.gate.dovecot.doveadm;

import org.jspecify.annotations.NullMarked;
