package org.odklep.gate.postfix;

import org.odklep.gate.postfix.GateCounters.Outcome;
import org.odklep.sending.SendDecision;

/**
 * What clients are told, one text for each cause, in English as is the custom in SMTP. Enhanced codes are those of
 * RFC 3463; Postfix puts {@code <sender>: Sender address rejected:} between code and text.
 *
 * @param help where the owner finds help: an address or a URL, shown behind "help:"
 */
public record Replies(String help) {
    /** No objection: Postfix goes on with its own restrictions. */
    public static final String NO_OBJECTION = "DUNNO";

    /** The action for a decision. */
    public Answer to(SendDecision decision) {
        return switch (decision) {
            case SendDecision.Allow() -> new Answer(NO_OBJECTION, Outcome.ALLOWED);
            case SendDecision.Restricted(var restriction) ->
                new Answer(
                        "550 5.1.8 Access denied, bad outbound sender (reference " + restriction.id() + ", help: "
                                + help + ")",
                        Outcome.RESTRICTED);
            case SendDecision.TooManyRecipients(int allowed) ->
                new Answer(
                        "550 5.5.3 Too many recipients in one message, at most " + allowed + " are allowed (help: "
                                + help + ")",
                        Outcome.TOO_MANY_RECIPIENTS);
            case SendDecision.TooFast(int allowed) ->
                new Answer(
                        "450 4.7.1 Too many messages, at most " + allowed
                                + " a minute are allowed, try again in a minute (help: " + help + ")",
                        Outcome.TOO_FAST);
            case SendDecision.NotRecorded() ->
                new Answer("451 4.3.0 Temporary failure, try again later (help: " + help + ")", Outcome.NOT_RECORDED);
        };
    }

    /** For a sign-in name that no account can have. */
    public Answer badAccount() {
        return new Answer("450 4.7.1 Account name not understood (help: " + help + ")", Outcome.BAD_ACCOUNT);
    }

    /** An action for Postfix and what it counts as. */
    public record Answer(String action, Outcome outcome) {
        public static final Answer NOT_AUTHENTICATED = new Answer(NO_OBJECTION, Outcome.NOT_AUTHENTICATED);
        public static final Answer FAULT = new Answer(NO_OBJECTION, Outcome.FAULT);
    }
}
