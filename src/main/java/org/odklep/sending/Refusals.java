package org.odklep.sending;

import org.odklep.lock.SendingRestriction;

/**
 * What mail clients are told when a message is not taken, one text for each cause, in English as is the custom in SMTP.
 * Enhanced codes are those of RFC 3463. Every gate sends these, and every door shows them.
 *
 * @param help where the owner finds help: an address or a URL, shown behind "help:"
 */
public record Refusals(String help) {
    public String restricted(SendingRestriction restriction) {
        return "550 5.1.8 Access denied, bad outbound sender (reference " + restriction.id() + ", help: " + help + ")";
    }

    /** @param allowed recipients of one message */
    public String tooManyRecipients(int allowed) {
        return "550 5.5.3 Too many recipients in one message, at most " + allowed + " are allowed (help: " + help + ")";
    }

    /** @param allowed messages a minute */
    public String tooFast(int allowed) {
        return "450 4.7.1 Too many messages, at most " + allowed
                + " a minute are allowed, try again in a minute (help: " + help + ")";
    }

    /** For a crossed limit that could not be stored. */
    public String notRecorded() {
        return "451 4.3.0 Temporary failure, try again later (help: " + help + ")";
    }

    /** For a sign-in name that no account can have. */
    public String badAccount() {
        return "450 4.7.1 Account name not understood (help: " + help + ")";
    }
}
