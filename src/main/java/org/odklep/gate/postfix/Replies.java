package org.odklep.gate.postfix;

import org.odklep.gate.postfix.GateCounters.Outcome;
import org.odklep.sending.Refusals;
import org.odklep.sending.SendDecision;

/**
 * The actions that Postfix is given. It puts {@code <sender>: Sender address rejected:} between code and text of a
 * refusal.
 */
public record Replies(Refusals refusals) {
    /** No objection: Postfix goes on with its own restrictions. */
    public static final String NO_OBJECTION = "DUNNO";

    /** The action for a decision. */
    public Answer to(SendDecision decision) {
        return switch (decision) {
            case SendDecision.Allow() -> new Answer(NO_OBJECTION, Outcome.ALLOWED);
            case SendDecision.Restricted(var restriction) ->
                new Answer(refusals.restricted(restriction), Outcome.RESTRICTED);
            case SendDecision.TooManyRecipients(int allowed) ->
                new Answer(refusals.tooManyRecipients(allowed), Outcome.TOO_MANY_RECIPIENTS);
            case SendDecision.TooFast(int allowed) -> new Answer(refusals.tooFast(allowed), Outcome.TOO_FAST);
            case SendDecision.NotRecorded() -> new Answer(refusals.notRecorded(), Outcome.NOT_RECORDED);
        };
    }

    /** For a sign-in name that no account can have. */
    public Answer badAccount() {
        return new Answer(refusals.badAccount(), Outcome.BAD_ACCOUNT);
    }

    /** An action for Postfix and what it counts as. */
    public record Answer(String action, Outcome outcome) {
        public static final Answer NOT_AUTHENTICATED = new Answer(NO_OBJECTION, Outcome.NOT_AUTHENTICATED);
        public static final Answer FAULT = new Answer(NO_OBJECTION, Outcome.FAULT);
    }
}
