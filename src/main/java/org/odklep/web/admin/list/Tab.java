package org.odklep.web.admin.list;

/** One of the choices above a list. */
public record Tab(String name, String href, boolean current) {}
