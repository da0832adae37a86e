package org.odklep.user;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What is known of a user's password.
 *
 * @param hash as {@link org.odklep.account.PasswordHash} writes or reads it; empty when no password can be right
 * @param changedAt to the millisecond
 * @param mustChange true when nothing but a new password is accepted from whoever signs in
 */
public record PasswordState(Optional<String> hash, Instant changedAt, boolean mustChange) {
    public PasswordState {
        changedAt = changedAt.truncatedTo(ChronoUnit.MILLIS);
    }

    /** Without any password: nobody signs in. */
    public static PasswordState none(Instant now) {
        return new PasswordState(Optional.empty(), now, false);
    }

    /** The same password, hashed better. */
    public PasswordState rehashed(String better) {
        return new PasswordState(Optional.of(better), changedAt, mustChange);
    }

    /** Shows no hash. */
    @Override
    public String toString() {
        return "PasswordState[" + (hash.isPresent() ? "set" : "not set") + ", changed " + changedAt
                + (mustChange ? ", must change]" : "]");
    }
}
