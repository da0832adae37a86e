package org.odklep.web.admin.list;

/**
 * The head of a column: a link that sorts by it, or the other way round.
 *
 * @param order for {@code aria-sort}
 */
public record Column(String name, String href, String order) {}
