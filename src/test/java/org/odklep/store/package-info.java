/**
 * The contracts of the stores' ports: an interface of tests for each, run by every store that implements the port, each
 * test on a fresh one. What only one kind of store promises is tested beside that store.
 */
@NullMarked
package org.odklep.store;

import org.jspecify.annotations.NullMarked;
