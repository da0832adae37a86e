package org.odklep.store.sql;

/**
 * A failure that is the database's, not the program's.
 *
 * @param message what is wrong and what to do, for an operator
 * @param waited true when finding out took so long that others should not try for a moment
 */
record Fault(String message, boolean waited) {}
