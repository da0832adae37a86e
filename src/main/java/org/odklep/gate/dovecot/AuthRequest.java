package org.odklep.gate.dovecot;

/**
 * The body of {@code allow} and {@code report}; what was not sent is empty or false.
 *
 * @param login as typed
 * @param remote address of the client
 * @param passwordHash {@code pwhash}: 12 bits of a keyed hash of user and password, in hex; empty or the same for
 *     every attempt where Dovecot never sees the password
 * @param success in a report: the password was right and the account may be used
 * @param policyReject in a report: it was us who refused
 * @param failType in a report since Dovecot 2.4: why it failed
 */
record AuthRequest(
        String login,
        String remote,
        String passwordHash,
        String protocol,
        boolean success,
        boolean policyReject,
        String failType) {}
