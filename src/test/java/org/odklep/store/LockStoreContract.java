package org.odklep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.odklep.store.Samples.ANA;
import static org.odklep.store.Samples.BOR;
import static org.odklep.store.Samples.HOSTILE;
import static org.odklep.store.Samples.NOON;
import static org.odklep.store.Samples.event;
import static org.odklep.store.Samples.evidence;
import static org.odklep.store.Samples.release;
import static org.odklep.store.Samples.restriction;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.odklep.audit.AuditChain;
import org.odklep.audit.AuditEntry;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.Reason;
import org.odklep.lock.Ending;
import org.odklep.lock.History;
import org.odklep.lock.LockStore;
import org.odklep.lock.LockStore.Closing;
import org.odklep.lock.LockStore.Opening;
import org.odklep.lock.SendingRestriction;

/** What every {@link LockStore} does; lists have a contract of their own, {@link RestrictionListContract}. */
public interface LockStoreContract {
    AuditEvent OPENED = event("restriction.open", "ana@example.si");
    AuditEvent RELEASED = event("restriction.release", "ana@example.si");

    Ports ports();

    @Test
    default void theLastEndsComeFirst() {
        locks().open(restriction("AAAA0001", ANA), OPENED);
        locks().open(restriction("BBBB0002", BOR), OPENED);
        locks().close("BBBB0002", release(NOON.plusSeconds(1), "vera"), RELEASED);
        assertThat(locks().lastEnded(5)).extracting(SendingRestriction::id).containsExactly("BBBB0002");
        locks().close("AAAA0001", release(NOON.plusSeconds(2), "vera"), RELEASED);
        assertThat(locks().lastEnded(5)).extracting(SendingRestriction::id).containsExactly("AAAA0001", "BBBB0002");
        assertThat(locks().lastEnded(1)).extracting(SendingRestriction::id).containsExactly("AAAA0001");
    }

    @Test
    default void aRestrictionComesBackAsItWas() {
        SendingRestriction plain = restriction("AAAA0001", ANA);
        SendingRestriction full = new SendingRestriction(
                "BBBB0002",
                BOR,
                Reason.of("Too many 'recipients' -- 501 of 500; 100% \ud83d\udd13"),
                "policy:Newsletters 'č'",
                NOON,
                Optional.of(NOON.plusSeconds(3600)),
                Optional.of(evidence("Newsletters")),
                new History(4, 3),
                2,
                Optional.empty());

        assertThat(locks().open(plain, OPENED)).isEqualTo(new Opening.Opened(plain));
        assertThat(locks().open(full, OPENED)).isEqualTo(new Opening.Opened(full));
        assertThat(locks().find("AAAA0001")).contains(plain);
        assertThat(locks().find("BBBB0002")).contains(full);
        assertThat(locks().of(BOR, 5)).containsExactly(full);
    }

    @Test
    default void whatIsNotThereIsNotFound() {
        assertThat(locks().find("AAAA0001")).isEmpty();
        assertThat(locks().of(ANA, 5)).isEmpty();
        assertThat(locks().history(ANA)).isEqualTo(History.NONE);
        assertThat(locks().changedSince(0)).isEqualTo(new LockStore.Changes(0, List.of()));
        assertThat(locks().current(Instant.EPOCH)).isEqualTo(new LockStore.Changes(0, List.of()));
    }

    @Test
    default void theRestrictionThatIsNotEndedWins() {
        SendingRestriction first = restriction("AAAA0001", ANA);
        locks().open(first, OPENED);

        assertThat(locks().open(restriction("BBBB0002", ANA), OPENED)).isEqualTo(new Opening.AlreadyOpen(first));
        assertThat(locks().find("BBBB0002")).isEmpty();
        assertThat(recorded()).containsExactly(OPENED);
    }

    @Test
    default void aRestrictionEndsOnceAndTheFirstWins() {
        SendingRestriction restriction = restriction("AAAA0001", ANA);
        SendingRestriction ended = restriction.endedBy(release(NOON.plusSeconds(9), "meta 'č' \ud83d\udd13"));
        locks().open(restriction, OPENED);

        assertThat(locks().close("AAAA0001", ended.ended().orElseThrow(), RELEASED))
                .isEqualTo(new Closing.Closed(ended));
        assertThat(locks().close("AAAA0001", release(NOON.plusSeconds(10), "bor"), RELEASED))
                .isEqualTo(new Closing.AlreadyClosed(ended));
        assertThat(locks().find("AAAA0001")).contains(ended);
        assertThat(recorded()).containsExactly(OPENED, RELEASED);
    }

    @Test
    default void endingWhatIsUnknownRecordsNothing() {
        assertThat(locks().close("' or ''='", release(NOON, "meta"), RELEASED)).isEqualTo(new Closing.Unknown());
        assertThat(recorded()).isEmpty();
    }

    @Test
    default void anEndedRestrictionMakesRoomForTheNextWhichComesFirst() {
        SendingRestriction first = restriction("BBBB0002", ANA);
        SendingRestriction second = restriction("AAAA0001", ANA);
        locks().open(first, OPENED);
        locks().close("BBBB0002", release(NOON, "meta"), RELEASED);

        assertThat(locks().open(second, OPENED)).isEqualTo(new Opening.Opened(second));
        assertThat(locks().of(ANA, 5)).extracting(SendingRestriction::id).containsExactly("AAAA0001", "BBBB0002");
        assertThat(locks().of(ANA, 1)).containsExactly(second);
    }

    @Test
    default void historyCountsAllRestrictionsAndThoseThatAPersonEnded() {
        locks().open(restriction("AAAA0001", ANA), OPENED);
        locks().close("AAAA0001", release(NOON, "meta"), RELEASED);
        locks().open(restriction("BBBB0002", ANA), OPENED);
        locks().close("BBBB0002", Ending.byTime(NOON), RELEASED);
        locks().open(restriction("CCCC0003", ANA), OPENED);
        locks().open(restriction("DDDD0004", BOR), OPENED);

        assertThat(locks().history(ANA)).isEqualTo(new History(3, 1));
    }

    @Test
    default void changesComeInTheirOrderAndOnlyOnce() {
        locks().open(restriction("BBBB0002", BOR), OPENED);
        locks().open(restriction("AAAA0001", ANA), OPENED);
        LockStore.Changes opened = locks().changedSince(0);
        locks().close("BBBB0002", release(NOON, "meta"), RELEASED);
        LockStore.Changes closed = locks().changedSince(opened.version());

        assertThat(ids(opened)).containsExactly("BBBB0002", "AAAA0001");
        assertThat(ids(closed)).containsExactly("BBBB0002");
        assertThat(closed.restrictions().getFirst().ended()).isPresent();
        assertThat(locks().changedSince(closed.version()))
                .isEqualTo(new LockStore.Changes(closed.version(), List.of()));
    }

    @Test
    default void aStartNeedsWhatIsNotEndedAndWhatEndedLately() {
        locks().open(restriction("AAAA0001", ANA, NOON.minusSeconds(86_400)), OPENED);
        for (int i = 0; i < 3; i++) {
            locks().open(restriction("BBBB000" + i, BOR), OPENED);
            locks().close("BBBB000" + i, release(NOON.plusMillis(i), "meta"), RELEASED);
        }
        LockStore.Changes current = locks().current(NOON.plusMillis(1));

        assertThat(ids(current)).containsExactly("AAAA0001", "BBBB0001", "BBBB0002");
        assertThat(locks().changedSince(current.version()).restrictions()).isEmpty();
    }

    @Test
    default void ofManyWhoRestrictAnAccountOneDoes() {
        List<Opening> openings =
                Together.run(16, number -> locks().open(restriction("AAAA00" + (10 + number), ANA), OPENED));

        assertThat(openings).filteredOn(Opening.Opened.class::isInstance).hasSize(1);
        assertThat(openings)
                .extracting(Opening::restriction)
                .containsOnly(locks().of(ANA, 1).getFirst());
        assertThat(recorded()).containsExactly(OPENED);
    }

    @Test
    default void ofManyWhoReleaseARestrictionOneDoes() {
        locks().open(restriction("AAAA0001", ANA), OPENED);
        List<Closing> closings =
                Together.run(16, number -> locks().close("AAAA0001", release(NOON, "meta" + number), RELEASED));

        SendingRestriction ended = locks().find("AAAA0001").orElseThrow();
        assertThat(closings).containsOnlyOnce(new Closing.Closed(ended));
        assertThat(closings)
                .filteredOn(new Closing.AlreadyClosed(ended)::equals)
                .hasSize(15);
        assertThat(recorded()).containsExactly(OPENED, RELEASED);
    }

    @Test
    default void whoeverPollsWhileOthersWriteMissesNoChange() {
        int writers = 6;
        int each = 20;
        List<List<String>> seen = Together.run(
                writers + 1, number -> number == writers ? pollUntil(writers * each) : openMany(number, each));

        assertThat(seen.get(writers)).hasSize(writers * each);
        try (Stream<AuditEntry> entries = ports().audit().all()) {
            assertThat(AuditChain.verify(entries)).isInstanceOf(AuditChain.Verification.Intact.class);
        }
    }

    @Test
    default void hostileNamesComeBackAsTheyWere() {
        for (String text : HOSTILE) {
            Optional<AccountName> account = AccountName.parse(text + "@example.si");
            account.ifPresent(name -> {
                String id = "H" + HOSTILE.indexOf(text);
                SendingRestriction restriction = restriction(id, name);
                locks().open(restriction, OPENED);
                assertThat(locks().of(name, 1)).containsExactly(restriction);
            });
        }
        assertThat(locks().changedSince(0).restrictions()).hasSizeGreaterThanOrEqualTo(4);
    }

    private List<String> openMany(int writer, int many) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            String id = "W" + writer + "N" + i;
            locks().open(restriction(id, AccountName.of(id)), OPENED);
            ids.add(id);
        }
        return ids;
    }

    /** Polls as a node does, and gathers what is new, until it is all there or too long has passed. */
    private List<String> pollUntil(int wanted) {
        List<String> ids = new ArrayList<>();
        long version = 0;
        for (int polls = 0; ids.size() < wanted && polls < 100_000; polls++) {
            LockStore.Changes changes = locks().changedSince(version);
            ids(changes).stream().filter(id -> !ids.contains(id)).forEach(ids::add);
            version = changes.version();
        }
        return ids;
    }

    private LockStore locks() {
        return ports().locks();
    }

    private List<AuditEvent> recorded() {
        try (Stream<AuditEntry> entries = ports().audit().all()) {
            return entries.map(AuditEntry::event).toList();
        }
    }

    private static List<String> ids(LockStore.Changes changes) {
        return changes.restrictions().stream().map(SendingRestriction::id).toList();
    }
}
