/**
 * {@code odklep start --demo}: a made-up organisation with a week of history, written through the real domain and stores at
 * past times, and one hijacked account that goes on sending through the real gate. Nothing of it runs without the option, and
 * it knows no data but its own.
 *
 * <p>What happened is decided by a seed and the time of the start: the same people, the same attacks. Secrets are not.
 */
@NullMarked
package org.odklep.app.demo;

import org.jspecify.annotations.NullMarked;
