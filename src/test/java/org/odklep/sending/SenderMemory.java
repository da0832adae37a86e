package org.odklep.sending;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.lock.AllowList;
import org.odklep.lock.Locks;
import org.odklep.store.memory.MemoryAllowStore;
import org.odklep.store.memory.MemoryAuditLog;
import org.odklep.store.memory.MemoryLockStore;

/**
 * Measures what a million active senders cost: 3 messages each, to 5 external recipients each. Run it with a small heap:
 * {@code java -Xmx400m -cp … org.odklep.sending.SenderMemory}. The ledger forgets what it is given, so that only the guard
 * is measured; the journal is flushed as often as the server would.
 */
final class SenderMemory {
    private static final int SENDERS = 1_000_000;
    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
    private static final List<String> FIRST =
            List.of("ana", "marko", "luka", "maja", "nina", "tomaz", "katarina", "gregor", "spela", "matej");
    private static final List<String> LAST =
            List.of("novak", "horvat", "kovacic", "krajnc", "zupancic", "potocnik", "mlakar", "kos", "vidmar", "golob");
    private static final ClientAddress CLIENT = new ClientAddress("192.0.2.7");

    private SenderMemory() {}

    /** Prints bytes and nanoseconds for each sender. */
    public static void main(String[] args) {
        MemoryAuditLog audit = new MemoryAuditLog();
        MemoryLockStore lockStore = new MemoryLockStore(audit);
        Locks locks = new Locks(lockStore, new AllowList(new MemoryAllowStore(audit)), new Random(1));
        SendLedger ledger = new ForgetfulLedger();
        SendJournal journal = new SendJournal(ledger, 10_000);
        OutboundPolicy policy = SendingSetup.limited(Map.of(Limit.EXTERNAL_PER_HOUR, 500));
        SendingGuard guard = new SendingGuard(locks, account -> policy, ledger, journal, new Random(2));
        long before = used();
        long started = System.nanoTime();
        for (int round = 0; round < 3; round++) {
            for (int sender = 0; sender < SENDERS; sender++) {
                Instant now = START.plusMillis((long) round * SENDERS + sender);
                guard.decide(attempt(sender, round), now);
                if (sender % 5_000 == 0) {
                    journal.flush();
                }
            }
        }
        journal.flush();
        long nanos = (System.nanoTime() - started) / (3L * SENDERS);
        long bytes = used() - before;
        System.out.printf(
                "%,d senders: %,d MB of heap, %d bytes each, %d ns a decision%n",
                guard.senders(), bytes >> 20, bytes / SENDERS, nanos);
    }

    private static SendAttempt attempt(int sender, int round) {
        String name = FIRST.get(sender % 10) + "." + LAST.get(sender / 10 % 10) + sender / 100 + "@mail.example.si";
        int first = (sender * 3 + round) * 5;
        int[] keys = {first * 31, first * 31 + 1, first * 31 + 2, first * 31 + 3, first * 31 + 4};
        return new SendAttempt(
                AccountName.of(name), name, "4fX" + sender, 0, 5, keys, List.of("example.org"), 2000, CLIENT);
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
