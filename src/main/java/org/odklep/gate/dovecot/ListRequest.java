package org.odklep.gate.dovecot;

import java.util.OptionalLong;

/**
 * The body of {@code reset} and of what changes a list; what was not sent is empty.
 *
 * @param ip one address
 * @param netmask a network, such as {@code 192.0.2.0/24}
 * @param login as typed
 * @param expireSeconds {@code expire_secs}: how long an entry holds
 */
record ListRequest(String ip, String netmask, String login, OptionalLong expireSeconds, String reason) {}
