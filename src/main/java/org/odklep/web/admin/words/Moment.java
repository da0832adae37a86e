package org.odklep.web.admin.words;

/**
 * An instant for a page.
 *
 * @param exact in UTC, as ISO 8601 has it
 * @param text date and time in the reader's language to the second, with the time zone
 * @param seconds the same without the time zone, where it is the one that the page names
 * @param minutes the same to the minute
 */
public record Moment(String exact, String text, String seconds, String minutes) {}
