package org.odklep.web.admin.policy;

/** One of several that a form offers, in finished words. */
record Choice(String key, String name, String hint, boolean chosen) {}
