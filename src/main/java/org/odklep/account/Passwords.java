package org.odklep.account;

import java.text.Normalizer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Secret;

/**
 * What a password may be, and its hashing, of which only so many run at once: each takes a processor and tens of
 * megabytes. Passwords are compared in Unicode NFKC, so that keyboards which compose letters differently agree; hashes of
 * other forms, made before or elsewhere, are recognised.
 */
public final class Passwords {
    /** In code points. */
    public static final int MIN_LENGTH = 12;

    /** In code points; longer ones are refused before they are hashed, never cut. */
    public static final int MAX_LENGTH = 256;

    /** In UTF-16 units, enough for letters of three parts each: to put a thousand marks in order takes some milliseconds. */
    private static final int MAX_UNITS = 4 * MAX_LENGTH;

    private final PasswordHash hash;
    private final HashingTurns turns;
    private final Duration patience;
    private final String decoy;

    /**
     * @param atOnce how many hashes may be computed at the same time
     * @param patience how long a caller waits for its turn
     */
    public Passwords(PasswordHash hash, int atOnce, Duration patience) {
        this.hash = hash;
        this.turns = new HashingTurns(atOnce, workers(atOnce));
        this.patience = patience;
        this.decoy = hash.of(Secret.of("the password of nobody"));
    }

    /** What is wrong with a password that somebody chose, if anything. */
    public static Optional<Problem> problem(Secret password) {
        int length = length(password);
        if (length < MIN_LENGTH) {
            return Optional.of(Problem.TOO_SHORT);
        }
        return length > MAX_LENGTH ? Optional.of(Problem.TOO_LONG) : Optional.empty();
    }

    /** The hash of a password that has no problem, for somebody who is known; empty when too many others are waiting. */
    public Optional<String> hash(Secret password) {
        return inTurn(Caller.WITHIN, () -> hash.of(normalise(password)));
    }

    /**
     * Whether a password is the one behind a hash; empty when too many others are waiting. Without a hash the answer is
     * no, after the same time.
     */
    public Optional<Boolean> verify(Secret password, Optional<String> expected, Caller caller) {
        if (length(password) > MAX_LENGTH) {
            return Optional.of(false);
        }
        return inTurn(caller, () -> isMatch(password, expected.orElse(decoy)) && expected.isPresent());
    }

    /** Whether a hash should be replaced by a better one as soon as its password is known. */
    public boolean isOutdated(String expected) {
        return hash.isOutdated(expected);
    }

    /** Whether a text is a hash of some password, of a kind that can be compared with. */
    public boolean reads(String expected) {
        return hash.reads(expected);
    }

    /** In code points of NFKC; a much longer text is not normalised, only known to be too long. */
    public static int length(Secret password) {
        if (password.reveal().length() > MAX_UNITS) {
            return MAX_UNITS;
        }
        String text = normalise(password).reveal();
        return text.codePointCount(0, text.length());
    }

    /** Why a password cannot be taken. */
    public enum Problem {
        TOO_SHORT,
        TOO_LONG
    }

    /**
     * Who waits for a turn to hash.
     *
     * @param isKnown true for who signed in from the same place before, or has signed in already: comes before strangers
     * @param network from where; networks take turns
     */
    public record Caller(boolean isKnown, String network) {
        /** Who has the right to give others a password. */
        public static final Caller WITHIN = known(ClientAddress.LOCAL);

        public Caller(boolean isKnown, ClientAddress client) {
            this(isKnown, client.network());
        }

        public static Caller known(ClientAddress client) {
            return new Caller(true, client);
        }

        public static Caller stranger(ClientAddress client) {
            return new Caller(false, client);
        }
    }

    private <T> Optional<T> inTurn(Caller caller, Supplier<T> work) {
        try {
            return turns.run(caller, patience, work::get);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw fault(e.getCause());
        }
    }

    private static RuntimeException fault(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException failure ? failure : new IllegalStateException(cause);
    }

    /** A hash in native code does not let go of the thread that carries virtual ones, and all others would wait for it. */
    private static Executor workers(int number) {
        ThreadPoolExecutor workers = new ThreadPoolExecutor(
                number,
                number,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().name("hashing-", 1).daemon().factory());
        workers.allowCoreThreadTimeOut(true);
        return workers;
    }

    private boolean isMatch(Secret password, String expected) {
        Secret normal = normalise(password);
        return hash.matches(normal, expected) || (!normal.equals(password) && hash.matches(password, expected));
    }

    private static Secret normalise(Secret password) {
        return Secret.of(Normalizer.normalize(password.reveal(), Normalizer.Form.NFKC));
    }
}
