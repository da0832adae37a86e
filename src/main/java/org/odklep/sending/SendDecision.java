package org.odklep.sending;

import org.odklep.lock.SendingRestriction;

/** What the guard says to a message or a recipient. */
public sealed interface SendDecision {
    /** Go on. */
    record Allow() implements SendDecision {}

    /** The account may not send: see the restriction. */
    record Restricted(SendingRestriction restriction) implements SendDecision {}

    /** This message has too many recipients; a smaller one may pass at once. */
    record TooManyRecipients(int allowed) implements SendDecision {}

    /** Too many messages within a minute: try later. */
    record TooFast(int allowed) implements SendDecision {}

    /** A limit was crossed and the restriction could not be stored: try later, nothing was refused for good. */
    record NotRecorded() implements SendDecision {}
}
