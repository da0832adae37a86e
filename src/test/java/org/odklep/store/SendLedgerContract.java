package org.odklep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.odklep.store.Samples.ANA;
import static org.odklep.store.Samples.BOR;
import static org.odklep.store.Samples.CLIENT;
import static org.odklep.store.Samples.HOSTILE;
import static org.odklep.store.Samples.NOON;
import static org.odklep.store.Samples.counts;
import static org.odklep.store.Samples.event;
import static org.odklep.store.Samples.evidence;
import static org.odklep.store.Samples.known;
import static org.odklep.store.Samples.message;
import static org.odklep.store.Samples.restriction;
import static org.odklep.store.Samples.traces;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.lock.ClientCount;
import org.odklep.lock.MessageTrace;
import org.odklep.sending.Action;
import org.odklep.sending.Alert;
import org.odklep.sending.KnownRecipients;
import org.odklep.sending.SendLedger;
import org.odklep.sending.SendLedger.Count;
import org.odklep.sending.SentCount;
import org.odklep.sending.TraceQuery;
import org.odklep.sending.TraceQuery.Found;
import org.odklep.sending.TraceQuery.Position;

/** What every {@link SendLedger} does. */
public interface SendLedgerContract {
    SentCount ONE = new SentCount(1, 2, 3, 1);

    Ports ports();

    @Test
    default void anEmptyLedgerKnowsNothing() {
        assertThat(counted(Instant.EPOCH)).isEmpty();
        assertThat(ledger().knownRecipients(ANA)).isEmpty();
        assertThat(ledger().traces(ANA, 5)).isEmpty();
        assertThat(ledger().clients(ANA, Instant.EPOCH, 5)).isEmpty();
        assertThat(ledger().alerts(Optional.empty(), 5)).isEmpty();
    }

    @Test
    default void messagesAreFoundByAccountSenderDomainAndTimeFromPageToPage() {
        for (int i = 0; i < 9; i++) {
            ledger().write(traces(i % 3 == 0 ? BOR : ANA, sent(NOON.plusSeconds(i / 2), "A_" + i + "@Example.si", i)));
        }
        assertThat(all(query(Optional.empty(), "", "")))
                .hasSize(9)
                .isSortedAccordingTo(
                        Comparator.comparing((Found each) -> each.message().at())
                                .reversed())
                .doesNotHaveDuplicates();
        assertThat(all(query(Optional.of(BOR), "", "")))
                .hasSize(3)
                .allMatch(each -> each.account().equals(BOR));
        assertThat(all(query(Optional.empty(), "a_4@EXAMPLE", ""))).hasSize(1);
        assertThat(all(query(Optional.empty(), "a%4", ""))).isEmpty();
        assertThat(all(query(Optional.empty(), "", "D5.example"))).hasSize(1);
        assertThat(all(query(Optional.of(BOR), "", "d5.example"))).isEmpty();
        TraceQuery between =
                new TraceQuery(Optional.empty(), "", "", NOON.plusSeconds(1), NOON.plusSeconds(3), Optional.empty(), 2);
        assertThat(all(between)).hasSize(4);
    }

    private List<Found> all(TraceQuery query) {
        TraceQuery.Page page = ledger().search(query);
        List<Found> found = new ArrayList<>(page.messages());
        while (page.next().isPresent()) {
            Position next = Position.parse(page.next().get().text());
            page = ledger().search(new TraceQuery(
                    query.account(), query.sender(), query.domain(), query.from(), query.to(), Optional.of(next), 2));
            assertThat(page.messages()).hasSizeBetween(1, 2);
            found.addAll(page.messages());
        }
        return found;
    }

    private static TraceQuery query(Optional<AccountName> account, String sender, String domain) {
        return new TraceQuery(account, sender, domain, Instant.EPOCH, NOON.plusSeconds(60), Optional.empty(), 2);
    }

    private static MessageTrace sent(Instant at, String sender, int number) {
        return new MessageTrace(at, "q" + number, sender, 1, List.of("d" + number + ".example.org"), 1, CLIENT);
    }

    @Test
    default void countsOfOneStretchAddUpWithinABatchAndAcrossBatches() {
        ledger().write(counts(new Count(ANA, NOON, ONE), new Count(BOR, NOON, ONE), new Count(ANA, NOON, ONE)));
        ledger().write(counts(new Count(ANA, NOON, new SentCount(4, 0, 0, 0))));

        assertThat(counted(Instant.EPOCH))
                .containsExactlyInAnyOrder(new Count(ANA, NOON, new SentCount(6, 4, 6, 2)), new Count(BOR, NOON, ONE));
    }

    @Test
    default void hoursOfAllAccountsAddUpAndOutliveTheirCounts() {
        Instant twelve = NOON.truncatedTo(ChronoUnit.HOURS);
        Instant later = twelve.plusSeconds(3600);
        ledger().write(counts(new Count(ANA, NOON, ONE), new Count(BOR, NOON.plusSeconds(60), ONE)));
        ledger().write(counts(new Count(ANA, NOON.plusSeconds(120), ONE), new Count(ANA, later, ONE)));

        assertThat(ledger().hours(twelve))
                .containsExactly(new SendLedger.Hour(twelve, 3, 15), new SendLedger.Hour(later, 1, 5));
        assertThat(ledger().hours(later)).containsExactly(new SendLedger.Hour(later, 1, 5));
        ledger().prune(later.plusSeconds(60), twelve.plus(SendLedger.TOTALS).plusMillis(1));
        assertThat(ledger().hours(twelve)).containsExactly(new SendLedger.Hour(later, 1, 5));
    }

    @Test
    default void countsComeTheOldestFirstWithinAnAccountAndNoneFromBefore() {
        ledger().write(counts(
                new Count(ANA, NOON.plusSeconds(120), ONE),
                new Count(ANA, NOON.minusMillis(1), ONE),
                new Count(BOR, NOON.plusSeconds(60), ONE),
                new Count(ANA, NOON, ONE)));

        assertThat(counted(NOON).stream().filter(count -> count.account().equals(ANA)))
                .extracting(Count::from)
                .containsExactly(NOON, NOON.plusSeconds(120));
        assertThat(counted(NOON)).hasSize(3);
    }

    @Test
    default void moreCountsThanFitAPortionAllComeOnce() {
        List<Count> many = new ArrayList<>();
        for (int i = 0; i < 22_000; i++) {
            many.add(new Count(AccountName.of("u" + i / 3 + "@example.si"), NOON.plusSeconds(60L * (i % 3)), ONE));
        }
        Collections.shuffle(many, new Random(1));
        ledger().write(new SendLedger.Batch(0, many, List.of(), Map.of(), Map.of(), List.of()));

        assertThat(counted(NOON)).hasSameSizeAs(many);
        assertThat(new HashSet<>(counted(NOON))).isEqualTo(new HashSet<>(many));
    }

    @Test
    default void whoeverReadsCountsMayAskTheLedgerMeanwhile() {
        ledger().write(counts(new Count(ANA, NOON, ONE)));
        ledger().write(known(ANA, 7));

        ledger().counts(
                        NOON,
                        count -> assertThat(ledger().knownRecipients(count.account()))
                                .containsExactly(7));
    }

    @Test
    default void knownRecipientsStayInTheOrderInWhichTheyCameEachOnce() {
        ledger().write(known(ANA, 3, -1, Integer.MIN_VALUE));
        ledger().write(known(ANA, 7, 3, 7));
        ledger().write(known(BOR, 9));

        assertThat(ledger().knownRecipients(ANA)).containsExactly(3, -1, Integer.MIN_VALUE, 7);
        assertThat(ledger().knownRecipients(BOR)).containsExactly(9);
    }

    @Test
    default void theRecipientsKnownForLongestAreForgottenFirst() {
        ledger().write(known(ANA, IntStream.range(0, KnownRecipients.MAX - 1).toArray()));
        ledger().write(known(ANA, -1, -2, -3));

        assertThat(ledger().knownRecipients(ANA))
                .hasSize(KnownRecipients.MAX)
                .startsWith(2, 3)
                .endsWith(KnownRecipients.MAX - 2, -1, -2, -3);
    }

    @Test
    default void tracesComeBackAsTheyWereNewestFirst() {
        MessageTrace oldest = message(NOON, "A1", "ana@example.si");
        MessageTrace middle = new MessageTrace(NOON.plusMillis(1), "", "", 0, List.of(), 0, ClientAddress.LOCAL);
        MessageTrace newest = message(NOON.plusMillis(2), "C3", "ana@example.si");
        ledger().write(traces(ANA, middle, newest, oldest));
        ledger().write(traces(BOR, oldest));

        assertThat(ledger().traces(ANA, 10)).containsExactly(newest, middle, oldest);
        assertThat(ledger().traces(ANA, 2)).containsExactly(newest, middle);
    }

    @Test
    default void messagesOfOneMillisecondAreAllKept() {
        ledger().write(traces(ANA, message(NOON, "", ""), message(NOON, "", "")));
        ledger().write(traces(ANA, message(NOON, "", "")));

        assertThat(ledger().traces(ANA, 10)).hasSize(3);
    }

    @Test
    default void clientsAreCountedSinceAnInstantMostUsedFirst() {
        ClientAddress other = new ClientAddress("2001:db8:0:0:0:0:0:7");
        ledger().write(traces(ANA, message(NOON.minusMillis(1), "A", ""), message(NOON, "B", "")));
        ledger().write(traces(ANA, from(other, NOON), from(other, NOON.plusSeconds(5)), from(other, NOON)));
        ledger().write(traces(BOR, message(NOON, "C", "")));

        assertThat(ledger().clients(ANA, NOON, 10))
                .containsExactly(new ClientCount(other, 3, NOON.plusSeconds(5)), new ClientCount(CLIENT, 1, NOON));
        assertThat(ledger().clients(ANA, NOON, 1)).hasSize(1);
    }

    @Test
    default void textsOfMessagesComeBackAsTheyWere() {
        List<MessageTrace> messages = Stream.concat(HOSTILE.stream(), Stream.of("nul \0 inside", "half \udd13"))
                .map(text -> message(NOON, text, text))
                .toList();
        ledger().write(traces(ANA, messages.toArray(MessageTrace[]::new)));

        assertThat(ledger().traces(ANA, 20)).containsExactlyInAnyOrderElementsOf(messages);
    }

    @Test
    default void refusalsAddUpInTheRestrictionAndAreNoChangeOfIt() {
        ports().locks().open(restriction("AAAA0001", ANA), event("restriction.open", "ana@example.si"));
        long version = ports().locks().changedSince(0).version();
        ledger().write(refused(Map.of("AAAA0001", 3, "UNKNOWN0", 5)));
        ledger().write(refused(Map.of("AAAA0001", 4)));

        assertThat(ports().locks().find("AAAA0001").orElseThrow().refused()).isEqualTo(7);
        assertThat(ports().locks().changedSince(version).restrictions()).isEmpty();
    }

    @Test
    default void alertsComeBackAsTheyWereNewestFirst() {
        Alert first = alert("A1", ANA, NOON, HOSTILE.getFirst() + "\0");
        Alert second = alert("B2", BOR, NOON.plusMillis(1), "Default");
        Alert third = alert("C3", ANA, NOON.plusMillis(2), "Default");
        ledger().write(alerts(second, third, first));

        assertThat(ledger().alerts(Optional.empty(), 2)).containsExactly(third, second);
        assertThat(ledger().alerts(Optional.of(ANA), 5)).containsExactly(third, first);
    }

    @Test
    default void anAlertThatIsWrittenAgainIsOne() {
        ledger().write(alerts(alert("A1", ANA, NOON, "Default")));
        ledger().write(alerts(alert("A1", ANA, NOON, "Default")));

        assertThat(ledger().alerts(Optional.of(ANA), 5)).hasSize(1);
    }

    @Test
    default void countsAndTracesAreRemovedAtAgesOfTheirOwn() {
        Instant before = NOON.minusMillis(1);
        ledger().write(counts(new Count(ANA, before, ONE), new Count(ANA, NOON, ONE)));
        ledger().write(traces(ANA, message(before, "A", ""), message(NOON, "B", "")));
        ledger().write(alerts(alert("A1", ANA, before, "Default"), alert("B2", ANA, NOON, "Default")));
        ledger().write(known(ANA, 1));

        ledger().prune(NOON, Instant.EPOCH);
        assertThat(counted(Instant.EPOCH)).containsExactly(new Count(ANA, NOON, ONE));
        assertThat(ledger().traces(ANA, 5)).hasSize(2);

        ledger().prune(Instant.EPOCH, NOON);
        assertThat(counted(Instant.EPOCH)).hasSize(1);
        assertThat(ledger().traces(ANA, 5)).extracting(MessageTrace::queueId).containsExactly("B");
        assertThat(ledger().alerts(Optional.empty(), 5)).extracting(Alert::id).containsExactly("B2");
        assertThat(ledger().knownRecipients(ANA)).containsExactly(1);
    }

    @Test
    default void moreOldCountsThanFitAPortionAreAllRemoved() {
        List<Count> many = IntStream.range(0, 11_000)
                .mapToObj(i -> new Count(AccountName.of("u" + i), NOON, ONE))
                .toList();
        ledger().write(new SendLedger.Batch(0, many, List.of(), Map.of(), Map.of(), List.of()));
        ledger().prune(NOON.plusMillis(1), Instant.EPOCH);

        assertThat(counted(Instant.EPOCH)).isEmpty();
    }

    @Test
    default void severalWritersOfTheSameAccountsLoseNothing() {
        int writers = 4;
        int rounds = 15;
        List<AccountName> accounts =
                IntStream.range(0, 40).mapToObj(i -> AccountName.of("u" + i)).toList();
        ports().locks().open(restriction("AAAA0001", ANA), event("restriction.open", "ana@example.si"));

        Together.run(writers, writer -> {
            for (int round = 0; round < rounds; round++) {
                ledger().write(crosswise(accounts, writer, round));
            }
            return writer;
        });

        assertThat(counted(NOON)).hasSize(40).allMatch(count -> count.sent().messages() == writers * rounds);
        for (AccountName account : accounts) {
            assertThat(ledger().knownRecipients(account))
                    .hasSize(writers * rounds)
                    .doesNotHaveDuplicates();
            assertThat(ledger().traces(account, 1000)).hasSize(writers * rounds);
        }
        assertThat(ports().locks().find("AAAA0001").orElseThrow().refused()).isEqualTo(writers * rounds);
    }

    /** A batch on all accounts, in an order of its own. */
    private static SendLedger.Batch crosswise(List<AccountName> accounts, int writer, int round) {
        List<AccountName> order = new ArrayList<>(accounts);
        Collections.shuffle(order, new Random(31L * writer + round));
        return new SendLedger.Batch(
                0,
                order.stream().map(account -> new Count(account, NOON, ONE)).toList(),
                order.stream()
                        .map(account -> new SendLedger.Trace(account, message(NOON, "Q", "")))
                        .toList(),
                order.stream().collect(Collectors.toMap(account -> account, account ->
                        new int[] {1000 * writer + round})),
                Map.of("AAAA0001", 1),
                List.of());
    }

    private SendLedger ledger() {
        return ports().ledger();
    }

    private List<Count> counted(Instant since) {
        return counted(ledger(), since);
    }

    /** The counts that a ledger has, those of one stretch added up. */
    static List<Count> counted(SendLedger ledger, Instant since) {
        List<Count> counts = new ArrayList<>();
        ledger.counts(since, count -> {
            boolean more = !counts.isEmpty()
                    && counts.getLast().account().equals(count.account())
                    && counts.getLast().from().equals(count.from());
            SentCount sent = more ? counts.removeLast().sent().plus(count.sent()) : count.sent();
            counts.add(new Count(count.account(), count.from(), sent));
        });
        return counts;
    }

    private static MessageTrace from(ClientAddress client, Instant at) {
        return new MessageTrace(at, "Q", "", 1, List.of(), 1, client);
    }

    private static Alert alert(String id, AccountName account, Instant at, String policyName) {
        return new Alert(id, account, at, id.startsWith("A"), Action.RESTRICT_FOR_TODAY, evidence(policyName));
    }

    private static SendLedger.Batch alerts(Alert... alerts) {
        return new SendLedger.Batch(0, List.of(), List.of(), Map.of(), Map.of(), List.of(alerts));
    }

    private static SendLedger.Batch refused(Map<String, Integer> times) {
        return new SendLedger.Batch(0, List.of(), List.of(), Map.of(), times, List.of());
    }
}
