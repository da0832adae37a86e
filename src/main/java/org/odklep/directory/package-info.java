/**
 * What is known of accounts wherever they live: the groups of the built-in directory and those that the settings list.
 */
@NullMarked
package org.odklep.directory;

import org.jspecify.annotations.NullMarked;
