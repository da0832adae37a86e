package org.odklep.web.admin;

/**
 * What pages have to know of the store.
 *
 * @param shared whether other servers may work on it, whose memory nobody here can look into
 */
public record SharedStore(boolean shared) {}
