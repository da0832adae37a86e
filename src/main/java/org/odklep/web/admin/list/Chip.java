package org.odklep.web.admin.list;

/**
 * A filter that narrows a list.
 *
 * @param href the list without it
 */
public record Chip(String text, String href) {}
