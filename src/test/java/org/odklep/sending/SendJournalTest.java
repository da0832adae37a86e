package org.odklep.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.odklep.sending.SendingSetup.ANA;
import static org.odklep.sending.SendingSetup.CLIENT;
import static org.odklep.sending.SendingSetup.NOON;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odklep.kernel.StoreUnavailable;
import org.odklep.lock.MessageTrace;
import org.odklep.store.memory.MemoryAuditLog;
import org.odklep.store.memory.MemoryLockStore;
import org.odklep.store.memory.MemorySendLedger;

class SendJournalTest {
    private static final SentCount ONE = new SentCount(1, 0, 1, 1);

    private final FlakySendLedger ledger =
            new FlakySendLedger(new MemorySendLedger(new MemoryLockStore(new MemoryAuditLog())));
    private final SendJournal journal = new SendJournal(ledger, 5);

    @Test
    void aFailedWriteKeepsEverythingAndItsOrder() {
        accept(1, NOON);
        accept(2, NOON.plusSeconds(1));
        ledger.goAway();
        assertThatThrownBy(journal::flush).isInstanceOf(StoreUnavailable.class);
        accept(3, NOON.plusSeconds(2));
        assertThatThrownBy(journal::flush).isInstanceOf(StoreUnavailable.class);
        accept(4, NOON.plusSeconds(3));
        assertThat(journal.pending(ANA)).extracting(MessageTrace::queueId).containsExactly("4", "3", "2", "1");
        ledger.comeBack();
        journal.flush();
        journal.flush();
        assertThat(journal.pending(ANA)).isEmpty();
        assertThat(ledger.traces(ANA, 10)).extracting(MessageTrace::queueId).containsExactly("4", "3", "2", "1");
        assertThat(ledger.knownRecipients(ANA)).containsExactly(1, 2, 3, 4);
        assertThat(counts()).containsExactly(new SendLedger.Count(ANA, NOON, new SentCount(4, 0, 4, 4)));
        assertThat(journal.droppedTraces()).isZero();
    }

    @Test
    void beyondTheBoundTracesAreDroppedAndCountedButCountsAreKept() {
        ledger.goAway();
        for (int i = 1; i <= 8; i++) {
            accept(i, NOON.plusSeconds(i));
            assertThatThrownBy(journal::flush).isInstanceOf(StoreUnavailable.class);
        }
        assertThat(journal.droppedTraces()).isEqualTo(3);
        ledger.comeBack();
        journal.flush();
        assertThat(ledger.traces(ANA, 100)).extracting(MessageTrace::queueId).containsExactly("5", "4", "3", "2", "1");
        assertThat(counts()).containsExactly(new SendLedger.Count(ANA, NOON, new SentCount(8, 0, 8, 8)));
    }

    @Test
    void whatArrivesDuringAFailingWriteIsBoundedToo() {
        SendJournal[] self = new SendJournal[1];
        FailingWhileBusy busy = new FailingWhileBusy(ledger, () -> {
            for (int i = 6; i <= 10; i++) {
                accept(self[0], i, NOON);
            }
        });
        self[0] = new SendJournal(busy, 5);
        for (int i = 1; i <= 5; i++) {
            accept(self[0], i, NOON);
        }
        assertThatThrownBy(self[0]::flush).isInstanceOf(StoreUnavailable.class);
        assertThat(self[0].pending(ANA)).hasSize(5);
        assertThat(self[0].droppedTraces()).isEqualTo(5);
        self[0].flush();
        assertThat(counts()).containsExactly(new SendLedger.Count(ANA, NOON, new SentCount(10, 0, 10, 10)));
    }

    @Test
    void newRecipientsThatWaitAreNoMoreThanTheLedgerKeeps() {
        ledger.goAway();
        for (int i = 0; i < 5; i++) {
            int[] fresh = IntStream.range(i * 1000, (i + 1) * 1000).toArray();
            journal.accepted(ANA, Instant.EPOCH, ONE, trace("q", NOON), fresh);
            assertThatThrownBy(journal::flush).isInstanceOf(StoreUnavailable.class);
        }
        ledger.comeBack();
        journal.flush();
        assertThat(ledger.knownRecipients(ANA))
                .containsExactly(
                        IntStream.range(5000 - KnownRecipients.MAX, 5000).toArray());
    }

    @Test
    void countsAreKeptByTheMinuteAndFromTheEpoch() {
        Instant epoch = NOON.plusSeconds(90);
        journal.accepted(ANA, Instant.EPOCH, ONE, trace("a", NOON.plusMillis(59_999)), new int[0]);
        journal.accepted(ANA, epoch, ONE, trace("b", epoch), new int[0]);
        journal.accepted(ANA, epoch, ONE, trace("c", epoch.plusSeconds(29)), new int[0]);
        journal.accepted(ANA, epoch, ONE, trace("d", epoch.plusSeconds(30)), new int[0]);
        journal.accepted(ANA, epoch, ONE, trace("late", epoch.minusMillis(1)), new int[0]);
        journal.flush();
        assertThat(counts())
                .containsExactly(
                        new SendLedger.Count(ANA, NOON, ONE),
                        new SendLedger.Count(ANA, epoch, ONE.plus(ONE).plus(ONE)),
                        new SendLedger.Count(ANA, NOON.plusSeconds(120), ONE));
        assertThat(ledger.traces(ANA, 10)).hasSize(5);
    }

    @Test
    void anEmptyJournalWritesNothing() {
        ledger.goAway();
        journal.flush();
        assertThat(journal.pending(ANA)).isEmpty();
    }

    /** Never less than before the restart, and at most what the minute at the window's edge held more. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void afterARestartTheWindowsAreTheSameWithinAMinute(int seed) {
        Random random = new Random(seed);
        SendingSetup setup = new SendingSetup(SendingSetup.limited(Map.of()));
        Instant now = NOON.plusMillis(random.nextInt(60_000));
        List<Instant> sent = new ArrayList<>();
        for (int i = 0; i < 800; i++) {
            now = now.plusMillis(random.nextInt(300_000));
            setup.external(1, now);
            sent.add(now);
            if (random.nextInt(20) == 0) {
                setup.journal.flush();
            }
        }
        setup.journal.flush();
        for (int wait = 0; wait < 50; wait++) {
            now = now.plusSeconds(random.nextInt(90));
            SendingGuard restarted = setup.restarted();
            restarted.rebuild(now);
            for (Duration window : List.of(Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofHours(24))) {
                Instant from = now.minus(window);
                Duration grain = window.toHours() < 24 ? Duration.ofMinutes(1) : Duration.ofMinutes(16);
                long least = sent.stream().filter(at -> !at.isBefore(from)).count();
                long most = sent.stream()
                        .filter(at -> !at.isBefore(from.minus(grain).minusSeconds(1)))
                        .count();
                assertThat((long) restarted.sent(ANA, window, now).messages()).isBetween(least, most);
            }
        }
    }

    private void accept(int number, Instant at) {
        accept(journal, number, at);
    }

    private static void accept(SendJournal to, int number, Instant at) {
        to.accepted(ANA, Instant.EPOCH, ONE, trace(Integer.toString(number), at), new int[] {number});
    }

    private static MessageTrace trace(String queueId, Instant at) {
        return new MessageTrace(at, queueId, "ana@example.si", 1, List.of("example.org"), 100, CLIENT);
    }

    private List<SendLedger.Count> counts() {
        List<SendLedger.Count> counts = new ArrayList<>();
        ledger.counts(Instant.EPOCH, counts::add);
        return counts;
    }
}
