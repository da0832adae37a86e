package org.odklep.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Secret;

class PasswordsTest {
    private final ReadableHash hash = new ReadableHash();
    private static final Passwords.Caller STRANGER = Passwords.Caller.stranger(new ClientAddress("203.0.113.9"));

    private final Passwords passwords = new Passwords(hash, 2, Duration.ZERO);

    @Test
    void lengthIsCountedInCodePoints() {
        assertThat(Passwords.problem(Secret.of("🔑".repeat(11)))).contains(Passwords.Problem.TOO_SHORT);
        assertThat(Passwords.problem(Secret.of("🔑".repeat(12)))).isEmpty();
        assertThat(Passwords.problem(Secret.of("🔑".repeat(256)))).isEmpty();
        assertThat(Passwords.problem(Secret.of("🔑".repeat(257)))).contains(Passwords.Problem.TOO_LONG);
    }

    @Test
    void theLastOfManyLettersCounts() {
        Secret password = Secret.of("a".repeat(255) + "b");
        Optional<String> stored = passwords.hash(password);
        assertThat(passwords.verify(password, stored, Passwords.Caller.WITHIN)).contains(true);
        assertThat(passwords.verify(Secret.of("a".repeat(255) + "c"), stored, Passwords.Caller.WITHIN))
                .contains(false);
    }

    @Test
    void tooLongPasswordsAreWrongWithoutBeingHashed() {
        assertThat(passwords.verify(
                        Secret.of("a".repeat(257)),
                        Optional.of("readable:" + "a".repeat(257)),
                        Passwords.Caller.WITHIN))
                .contains(false);
        assertThat(hash.checks()).isZero();
    }

    @Test
    void lettersComposedInAnotherWayAreTheSame() {
        Optional<String> stored = passwords.hash(Secret.of("čarobna škatla"));
        assertThat(passwords.verify(Secret.of("c\u030carobna s\u030ckatla"), stored, Passwords.Caller.WITHIN))
                .contains(true);
    }

    @Test
    void lettersOfAnotherWidthAreTheSame() {
        Optional<String> stored = passwords.hash(Secret.of("carobna skatla"));
        assertThat(passwords.verify(Secret.of("\uFF43\uFF41\uFF52obna skatla"), stored, Passwords.Caller.WITHIN))
                .contains(true);
    }

    @Test
    void hashesOfAnotherFormAreRecognised() {
        String typed = "\uFF43arobna skatla";
        assertThat(passwords.verify(Secret.of(typed), Optional.of("readable:" + typed), Passwords.Caller.WITHIN))
                .contains(true);
    }

    @Test
    void aMegabyteOfMarksIsAnsweredAtOnce() {
        Secret marks = Secret.of("a" + "\u0301\u0316".repeat(500_000));
        assertTimeout(
                Duration.ofMillis(50),
                () -> passwords.verify(marks, Optional.of("readable:x"), Passwords.Caller.WITHIN));
        assertThat(Passwords.problem(marks)).contains(Passwords.Problem.TOO_LONG);
        assertThat(hash.checks()).isZero();
    }

    @Test
    void withoutAHashTheAnswerIsNoAfterTheSameWork() {
        assertThat(passwords.verify(Secret.of("the password of nobody"), Optional.empty(), Passwords.Caller.WITHIN))
                .contains(false);
        assertThat(hash.checks()).isEqualTo(1);
    }

    @Test
    void howeverManyStrangersWaitOneProcessorIsLeftToThoseWhoAreKnown() throws InterruptedException {
        CountDownLatch atWork = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        PasswordHash slowForStrangers = new BusyWithStrangers(atWork, over);
        Passwords crowded = new Passwords(slowForStrangers, 2, Duration.ofMinutes(1));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 100; i++) {
                threads.submit(() -> crowded.verify(Secret.of("stranger"), Optional.of("h"), STRANGER));
            }
            atWork.await();
            for (int i = 0; i < 100; i++) {
                assertThat(crowded.verify(Secret.of("owner"), Optional.of("h"), Passwords.Caller.WITHIN))
                        .contains(true);
            }
            over.countDown();
        }
    }

    /** Keeps a processor busy with strangers until it is told that this is over. */
    private record BusyWithStrangers(CountDownLatch atWork, CountDownLatch over) implements PasswordHash {
        @Override
        public String of(Secret password) {
            return "h";
        }

        @Override
        public boolean matches(Secret password, String hash) {
            if (password.reveal().equals("stranger")) {
                atWork.countDown();
                try {
                    over.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return true;
        }

        @Override
        public boolean isOutdated(String hash) {
            return false;
        }

        @Override
        public boolean reads(String hash) {
            return true;
        }
    }

    @Test
    void whoFindsNoFreeProcessorIsToldSo() throws Exception {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Passwords one = new Passwords(new SlowHash(working, goOn), 1, Duration.ZERO);
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<Optional<Boolean>> first = threads.submit(
                    () -> one.verify(Secret.of("a password here"), Optional.of("hash"), Passwords.Caller.WITHIN));
            working.await();
            assertThat(one.verify(Secret.of("a password here"), Optional.of("hash"), Passwords.Caller.WITHIN))
                    .isEmpty();
            assertThat(one.hash(Secret.of("a password here"))).isEmpty();
            goOn.countDown();
            assertThat(first.get()).contains(true);
        }
        assertThat(one.verify(Secret.of("a password here"), Optional.of("hash"), Passwords.Caller.WITHIN))
                .contains(true);
    }

    private record SlowHash(CountDownLatch working, CountDownLatch goOn) implements PasswordHash {
        @Override
        public String of(Secret password) {
            return "hash";
        }

        @Override
        public boolean matches(Secret password, String hash) {
            working.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return true;
        }
    }
}
