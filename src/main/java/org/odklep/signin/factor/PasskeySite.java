package org.odklep.signin.factor;

/**
 * Where passkeys are good: browsers show one at no other site than that for which it was made.
 *
 * @param host the relying party's id: the name of the host
 * @param origin scheme, host and port of the pages
 */
public record PasskeySite(String host, String origin) {}
