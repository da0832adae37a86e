package org.odklep.gate.postfix;

/**
 * One question of Postfix, with the attributes that we use; those that were not sent are empty or zero.
 *
 * @param state {@code protocol_state}: RCPT, END-OF-MESSAGE and others
 * @param instance the same for all questions about one message
 * @param account {@code sasl_username}; empty without sign-in
 * @param recipient at RCPT the one that is asked about; at END-OF-MESSAGE the only one, or empty
 * @param recipientCount accepted recipients; zero at RCPT
 * @param size bytes; at RCPT what the client announced
 */
public record PolicyRequest(
        String state,
        String instance,
        String account,
        String sender,
        String recipient,
        int recipientCount,
        long size,
        String queueId,
        String client) {}
