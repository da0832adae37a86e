/**
 * What stops an account, why, since when, until when and what lifts it: the one truth that every gate asks and
 * every door shows. Nothing else may stop an account.
 *
 * <p>{@link org.odklep.lock.Locks} answers from memory; a lock is in the {@link org.odklep.lock.LockStore} before it
 * is in memory, so the first refusal is never answered before the lock is durable. A release writes an instant, the
 * epoch, from which other packages count; it resets nothing itself.
 */
@NullMarked
package org.odklep.lock;

import org.jspecify.annotations.NullMarked;
