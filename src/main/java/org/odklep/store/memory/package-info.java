/**
 * The stores' ports in memory: what {@code odklep replay} and the tests of the domain run on. Thread-safe, and held to
 * the same contracts as the stores on a disk; nothing outlives the process.
 */
@NullMarked
package org.odklep.store.memory;

import org.jspecify.annotations.NullMarked;
