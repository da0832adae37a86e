/**
 * The program itself: where it begins, its configuration, and the wiring of its parts into the two products, embedded
 * and cluster. Lists, without logic.
 */
@NullMarked
package org.odklep.app;

import org.jspecify.annotations.NullMarked;
