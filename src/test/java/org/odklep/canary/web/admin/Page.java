package org.odklep.canary.web.admin;

/** Used by a sibling. */
public final class Page {}
