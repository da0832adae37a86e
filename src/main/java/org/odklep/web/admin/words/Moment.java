package org.odklep.web.admin.words;

/**
 * An instant for a page.
 *
 * @param exact in UTC, as ISO 8601 has it
 * @param text date and time in the reader's language, with the time zone
 */
public record Moment(String exact, String text) {}
