/**
 * What a command has around it: the shell it runs in, exit codes, and text set for people: pages, tables, times.
 *
 * <p>Knows nothing of the server nor of what the text is about.
 */
@NullMarked
package org.odklep.cli.terminal;

import org.jspecify.annotations.NullMarked;
