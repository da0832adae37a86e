/**
 * The commands of {@code odklep}. They speak REST to the server, except {@code replay}, which works on a log file alone,
 * and {@code doctor}, which reads the settings of Postfix.
 */
@NullMarked
package org.odklep.cli;

import org.jspecify.annotations.NullMarked;
