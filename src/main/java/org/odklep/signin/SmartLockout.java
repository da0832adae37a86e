package org.odklep.signin;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Smart lockout as a function: what becomes of a state when a password is tried. It knows no store and no clock.
 *
 * <p>An attempt counts as wrong from its beginning, so that many at once get no more tries than the threshold; a success
 * wipes the count. A password that is among the last three tried ones counts no more: a device that repeats an old
 * password locks nobody out, and the same right password used by many clients at once counts once.
 */
public record SmartLockout(Supplier<LockoutPolicy> policies) {
    /** By a policy that does not change. */
    public SmartLockout(LockoutPolicy policy) {
        this(() -> policy);
    }

    /** What an attempt may do. */
    public enum Verdict {
        /** May be checked, and was counted. */
        COUNTED,
        /** May be checked; the same password was counted before. */
        REPEATED,
        /** May not be checked. */
        LOCKED
    }

    /** A verdict and the state that goes with it. */
    public record Step(LockoutState state, Verdict verdict) {}

    /** @param password fingerprint of the password; without one every attempt counts */
    public Step begin(LockoutState before, OptionalInt password, Instant now) {
        LockoutState state = current(before, now);
        if (state.isLocked(now)) {
            return new Step(state, Verdict.LOCKED);
        }
        if (password.isPresent() && state.tried().contains(password.getAsInt())) {
            return new Step(state, Verdict.REPEATED);
        }
        LockoutPolicy policy = policies.get();
        int failures = state.failures() + 1;
        boolean locks = failures >= policy.threshold();
        int lockouts = state.lockouts() + (locks ? 1 : 0);
        return new Step(
                new LockoutState(
                        failures,
                        lockouts,
                        remember(password, state.tried()),
                        now,
                        locks ? now : state.lockedSince(),
                        locks ? now.plus(policy.duration(lockouts)) : state.lockedUntil()),
                Verdict.COUNTED);
    }

    /** Notes an attempt that was refused before its password was looked at: nothing counts, but it is remembered as the last. */
    public LockoutState refused(LockoutState before, Instant now) {
        LockoutState state = current(before, now);
        return new LockoutState(
                state.failures(), state.lockouts(), state.tried(), now, state.lockedSince(), state.lockedUntil());
    }

    /** Takes back a counted attempt that failed for another reason than its password. */
    public LockoutState cancel(LockoutState state, OptionalInt password) {
        boolean locked = state.failures() >= policies.get().threshold();
        List<Integer> tried = state.tried().stream()
                .filter(each -> password.isEmpty() || each != password.getAsInt())
                .toList();
        return new LockoutState(
                Math.max(0, state.failures() - 1),
                Math.max(0, state.lockouts() - (locked ? 1 : 0)),
                tried,
                state.lastFailure(),
                locked ? Instant.EPOCH : state.lockedSince(),
                locked ? Instant.EPOCH : state.lockedUntil());
    }

    private static LockoutState current(LockoutState state, Instant now) {
        Instant last = state.lastFailure().isAfter(state.lockedUntil()) ? state.lastFailure() : state.lockedUntil();
        return now.isBefore(last.plus(LockoutPolicy.FORGOTTEN_AFTER)) ? state : LockoutState.NONE;
    }

    private static List<Integer> remember(OptionalInt password, List<Integer> tried) {
        return password.isEmpty()
                ? tried
                : Stream.concat(Stream.of(password.getAsInt()), tried.stream())
                        .limit(LockoutState.REMEMBERED)
                        .toList();
    }
}
