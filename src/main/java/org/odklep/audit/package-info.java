/**
 * The record of who did what, on whom, why and from where: append-only and hash-chained, so that an edited, removed or
 * reordered entry is found by {@link org.odklep.audit.AuditChain}.
 *
 * <p>Port: {@link org.odklep.audit.AuditLog}. A change and its entry are written in one transaction by the store, so
 * stores append; the packages above only say what happened ({@link org.odklep.audit.AuditEvent}).
 */
@NullMarked
package org.odklep.audit;

import org.jspecify.annotations.NullMarked;
