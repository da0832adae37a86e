/**
 * Comma-separated values (RFC 4180): text to tables and back, and nothing of what they mean. What a spreadsheet would take
 * for a formula is written so that it is not, and read back as it was.
 */
@NullMarked
package org.odklep.csv;

import org.jspecify.annotations.NullMarked;
