package org.odklep.web.admin.list;

/**
 * What can be chosen in a field, in finished words.
 *
 * @param value in the address
 */
public record Option(String value, String text, boolean chosen) {}
