package org.odklep.signin.factor;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.odklep.signin.LockoutState;

/**
 * What is stored of the second factor of somebody.
 *
 * @param app the authenticator app; null for none
 * @param pending one that is being set up, and is good for nothing before its first code
 * @param passkeys the one that was added last first
 * @param challenges what passkeys were asked to sign
 * @param codes hashes of the recovery codes that were not used
 * @param wrong the count of wrong codes and passkeys
 */
public record Factors(
        @Nullable App app,
        @Nullable Pending pending,
        List<Passkey> passkeys,
        Challenges challenges,
        List<String> codes,
        LockoutState wrong) {
    /** Nothing is stored. */
    public static final Factors NONE =
            new Factors(null, null, List.of(), Challenges.NONE, List.of(), LockoutState.NONE);

    public Factors {
        passkeys = List.copyOf(passkeys);
        codes = List.copyOf(codes);
    }

    /**
     * An authenticator app.
     *
     * @param key as {@link KeySeal} sealed it
     * @param used the last step whose code was taken
     */
    public record App(String key, Instant since, long used) {
        public App {
            since = since.truncatedTo(ChronoUnit.MILLIS);
        }

        @Override
        public String toString() {
            return "App[since " + since + "]";
        }
    }

    /** @param key as {@link KeySeal} sealed it */
    public record Pending(String key, Instant since) {
        public Pending {
            since = since.truncatedTo(ChronoUnit.MILLIS);
        }

        @Override
        public String toString() {
            return "Pending[since " + since + "]";
        }
    }

    /** Whether there is a second factor to show. */
    public boolean isSet() {
        return app != null || !passkeys.isEmpty();
    }

    Optional<App> theApp() {
        return Optional.ofNullable(app);
    }

    Factors with(@Nullable App next, List<String> nextCodes) {
        return new Factors(next, null, passkeys, challenges, nextCodes, LockoutState.NONE);
    }

    Factors with(Passkey next) {
        return withPasskeys(Stream.concat(Stream.of(next), passkeys.stream()).toList());
    }

    Factors without(Passkey gone) {
        return withPasskeys(
                passkeys.stream().filter(each -> !each.id().equals(gone.id())).toList());
    }

    Factors withUsed(App next) {
        return new Factors(next, pending, passkeys, challenges, codes, LockoutState.NONE);
    }

    Factors withUsed(Passkey next) {
        return withPasskeys(passkeys.stream()
                        .map(each -> each.id().equals(next.id()) ? next : each)
                        .toList())
                .withWrong(LockoutState.NONE);
    }

    Factors withChallenges(Challenges next) {
        return new Factors(app, pending, passkeys, next, codes, wrong);
    }

    Factors withPending(@Nullable Pending next) {
        return new Factors(app, next, passkeys, challenges, codes, wrong);
    }

    Factors withWrong(LockoutState next) {
        return new Factors(app, pending, passkeys, challenges, codes, next);
    }

    Factors withCodes(List<String> next) {
        return new Factors(app, pending, passkeys, challenges, next, wrong);
    }

    private Factors withPasskeys(List<Passkey> next) {
        return new Factors(app, pending, next, challenges, codes, wrong);
    }
}
