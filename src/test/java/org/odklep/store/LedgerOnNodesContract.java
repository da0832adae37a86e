package org.odklep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.odklep.store.Samples.ANA;
import static org.odklep.store.Samples.BOR;
import static org.odklep.store.Samples.NOON;
import static org.odklep.store.Samples.message;
import static org.odklep.store.Samples.traces;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.odklep.kernel.AccountName;
import org.odklep.sending.SendLedger;
import org.odklep.sending.SendLedger.Count;
import org.odklep.sending.SendLedger.News;
import org.odklep.sending.SentCount;

/** What every {@link SendLedger} does that several nodes share. */
public interface LedgerOnNodesContract {
    SentCount ONE = new SentCount(1, 2, 3, 1);
    long NODE = 1;
    long OTHER = Long.MIN_VALUE;

    Ports ports();

    @Test
    default void whatANodeWroteIsNewsToAllOthersOnceAndNeverToItself() {
        long seen = seen();
        write(NODE, new Count(ANA, NOON, ONE), new Count(BOR, NOON, ONE));
        write(OTHER, new Count(ANA, NOON, new SentCount(4, 0, 0, 0)));

        News first = ledger().news(OTHER, seen);
        assertThat(first.counts()).containsExactlyInAnyOrder(new Count(ANA, NOON, ONE), new Count(BOR, NOON, ONE));
        assertThat(ledger().news(OTHER, first.seen()).counts()).isEmpty();
        assertThat(ledger().news(NODE, seen).counts()).containsExactly(new Count(ANA, NOON, new SentCount(4, 0, 0, 0)));
        write(NODE, new Count(ANA, NOON, ONE));
        assertThat(ledger().news(OTHER, first.seen()).counts()).containsExactly(new Count(ANA, NOON, ONE));
    }

    @Test
    default void whatWasReadAtTheStartIsNoNews() {
        write(NODE, new Count(ANA, NOON, ONE));
        List<Count> read = new ArrayList<>();
        long seen = ledger().counts(NOON, read::add);
        write(NODE, new Count(ANA, NOON, ONE));

        assertThat(read).containsExactly(new Count(ANA, NOON, ONE));
        assertThat(ledger().news(OTHER, seen).counts()).containsExactly(new Count(ANA, NOON, ONE));
        assertThat(counted()).containsExactly(new Count(ANA, NOON, ONE.plus(ONE)));
    }

    @Test
    default void partsOfOneStretchThatFillMoreThanAPortionAllComeOnce() {
        List<Count> many = IntStream.range(0, 7_500)
                .mapToObj(i -> new Count(AccountName.of("u" + i), NOON, ONE))
                .toList();
        for (int i = 0; i < 3; i++) {
            write(i, many.toArray(Count[]::new));
        }

        assertThat(counted()).hasSize(7_500).allMatch(count -> count.sent().messages() == 3);
    }

    @Test
    default void firstTimeRecipientsAreNewsWithTheirCounts() {
        long seen = seen();
        ledger().write(batch(NODE, Map.of(ANA, new int[] {3, -1}), new Count(ANA, NOON, ONE), later(ANA)));
        ledger().write(batch(NODE, Map.of(ANA, new int[] {-1, 7}, BOR, new int[] {9}), later(ANA), later(BOR)));

        Map<AccountName, int[]> known = ledger().news(OTHER, seen).known();
        assertThat(known).containsOnlyKeys(ANA, BOR);
        assertThat(known.get(ANA)).containsExactlyInAnyOrder(3, -1, 7);
        assertThat(known.get(BOR)).containsExactly(9);
        assertThat(ledger().news(NODE, seen).known()).isEmpty();
    }

    @Test
    default void aBatchWithoutCountsIsNoNews() {
        long seen = seen();
        ledger().write(traces(ANA, message(NOON, "Q", "")));

        News news = ledger().news(OTHER, seen);
        assertThat(news.counts()).isEmpty();
        assertThat(news.known()).isEmpty();
    }

    @Test
    default void aNodeThatWasAwayForLongCatchesUp() {
        long seen = seen();
        int batches = 2_300;
        for (int i = 0; i < batches; i++) {
            write(NODE, new Count(ANA, NOON.plusSeconds(i), ONE));
        }
        List<Count> learnt = new ArrayList<>();
        int looks = 0;
        while (learnt.size() < batches && looks++ < 10) {
            News news = ledger().news(OTHER, seen);
            learnt.addAll(news.counts());
            seen = news.seen();
        }
        assertThat(learnt).hasSize(batches).doesNotHaveDuplicates();
    }

    @Test
    default void newsOfRemovedCountsAreGone() {
        long seen = seen();
        List<AccountName> accounts =
                IntStream.range(0, 1_200).mapToObj(i -> AccountName.of("u" + i)).toList();
        for (int round = 0; round < 3; round++) {
            write(
                    NODE,
                    accounts.stream().map(each -> new Count(each, NOON, ONE)).toArray(Count[]::new));
        }
        write(NODE, later(ANA));
        ledger().prune(NOON.plusMillis(1), Instant.EPOCH);

        assertThat(ledger().news(OTHER, seen).counts()).containsExactly(later(ANA));
        assertThat(counted()).containsExactly(later(ANA));
    }

    @Test
    default void whoeverFollowsWhileOthersWriteMissesNothingAndReadsNothingTwice() {
        long seen = seen();
        int writers = 3;
        int rounds = 40;
        List<List<Count>> learnt = Together.run(writers + 1, number -> {
            List<Count> counts = new ArrayList<>();
            if (number < writers) {
                for (int round = 0; round < rounds; round++) {
                    write(number, new Count(ANA, NOON.plusSeconds(number), ONE), new Count(BOR, NOON, ONE));
                }
                return counts;
            }
            long at = seen;
            for (int look = 0; look < 100_000 && counts.size() < 2 * writers * rounds; look++) {
                News news = ledger().news(OTHER, at);
                counts.addAll(news.counts());
                at = news.seen();
            }
            return counts;
        });

        assertThat(learnt.getLast()).hasSize(2 * writers * rounds);
        assertThat(learnt.getLast().stream().filter(count -> count.account().equals(ANA)))
                .hasSize(writers * rounds);
    }

    private static Count later(AccountName account) {
        return new Count(account, NOON.plusSeconds(60), ONE);
    }

    private void write(long node, Count... counts) {
        ledger().write(batch(node, Map.of(), counts));
    }

    private static SendLedger.Batch batch(long node, Map<AccountName, int[]> known, Count... counts) {
        return new SendLedger.Batch(node, List.of(counts), List.of(), known, Map.of(), List.of());
    }

    /** Where a node begins that starts now. */
    private long seen() {
        return ledger().counts(NOON, count -> {});
    }

    private List<Count> counted() {
        return SendLedgerContract.counted(ledger(), Instant.EPOCH);
    }

    private SendLedger ledger() {
        return ports().ledger();
    }
}
