package org.odklep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.odklep.store.Samples.NOON;
import static org.odklep.store.Samples.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.odklep.audit.AuditEntry;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;
import org.odklep.signin.LockoutPolicy;
import org.odklep.signin.LockoutQuery;
import org.odklep.signin.LockoutQuery.Position;
import org.odklep.signin.LockoutState;
import org.odklep.signin.LockoutStore;
import org.odklep.signin.LockoutStore.Entry;
import org.odklep.signin.LockoutStore.Key;
import org.odklep.signin.SmartLockout;

/** What every {@link LockoutStore} does. */
public interface LockoutStoreContract {
    Key ELSEWHERE = new Key(Samples.ANA, false);
    Key HOME = new Key(Samples.ANA, true);
    AuditEvent ENDED = event("lockout.end", "ana@example.si");
    LockoutState STATE =
            new LockoutState(11, 2, List.of(7, -3, Integer.MIN_VALUE), NOON, NOON.plusMillis(1), NOON.plusSeconds(60));

    Ports ports();

    @Test
    default void aStateComesBackAsItWasAndOnlyUnderItsKey() {
        assertThat(lockouts().get(ELSEWHERE)).isEqualTo(LockoutState.NONE);

        assertThat(lockouts().update(ELSEWHERE, before -> STATE)).isEqualTo(STATE);

        assertThat(lockouts().get(ELSEWHERE)).isEqualTo(STATE);
        assertThat(lockouts().get(HOME)).isEqualTo(LockoutState.NONE);
        assertThat(lockouts().get(new Key(Samples.BOR, false))).isEqualTo(LockoutState.NONE);
    }

    @Test
    default void noStateIsStoredAsNothing() {
        lockouts().update(ELSEWHERE, before -> STATE);

        assertThat(lockouts().update(ELSEWHERE, before -> LockoutState.NONE)).isEqualTo(LockoutState.NONE);

        assertThat(lockouts().locked(NOON, 10)).isEmpty();
        assertThat(lockouts().clear(Samples.ANA, ENDED)).isFalse();
        assertThat(recorded()).isEmpty();
    }

    @Test
    default void clearingWipesBothCountsOfTheAccountOnceAndIsRecorded() {
        Key other = new Key(Samples.BOR, false);
        List.of(ELSEWHERE, HOME, other).forEach(key -> lockouts().update(key, before -> STATE));

        assertThat(lockouts().clear(Samples.ANA, ENDED)).isTrue();
        assertThat(lockouts().clear(Samples.ANA, ENDED)).isFalse();

        assertThat(lockouts().get(ELSEWHERE)).isEqualTo(LockoutState.NONE);
        assertThat(lockouts().get(HOME)).isEqualTo(LockoutState.NONE);
        assertThat(lockouts().get(other)).isEqualTo(STATE);
        assertThat(recorded()).containsExactly(ENDED);
    }

    @Test
    default void thoseThatAreLockedAreListedTheLongestFirst() {
        LockoutState longer = new LockoutState(12, 3, List.of(), NOON, NOON, NOON.plusSeconds(120));
        Key other = new Key(Samples.BOR, true);
        lockouts().update(ELSEWHERE, before -> STATE);
        lockouts().update(other, before -> longer);

        assertThat(lockouts().locked(NOON, 10)).containsExactly(new Entry(other, longer), new Entry(ELSEWHERE, STATE));
        assertThat(lockouts().locked(NOON, 1)).containsExactly(new Entry(other, longer));
        assertThat(lockouts().locked(NOON.plusSeconds(60), 10)).containsExactly(new Entry(other, longer));
        assertThat(lockouts().locked(NOON.plusSeconds(120), 10)).isEmpty();
    }

    @Test
    default void ofSomeAccountsItTellsWhichAreLocked() {
        List.of(ELSEWHERE, HOME, new Key(Samples.BOR, true))
                .forEach(key -> lockouts().update(key, before -> STATE));
        AccountName nobody = AccountName.of("nobody@example.si");

        assertThat(lockouts().locked(Set.of(Samples.ANA, nobody), NOON)).containsExactly(Samples.ANA);
        assertThat(lockouts().locked(Set.of(Samples.ANA, Samples.BOR), NOON))
                .containsExactlyInAnyOrder(Samples.ANA, Samples.BOR);
        assertThat(lockouts().locked(Set.of(Samples.ANA), STATE.lockedUntil())).isEmpty();
        assertThat(lockouts().locked(Set.of(), NOON)).isEmpty();
    }

    @Test
    default void pagesOfThemGoOnWhereTheOneBeforeEnded() {
        List<Entry> all = Stream.of("ana@example.si", "bor@example.si", "cene11@example.si", "cene_1@example.si")
                .flatMap(name -> Stream.of(false, true).map(familiar -> new Key(AccountName.of(name), familiar)))
                .map(key -> new Entry(key, lockouts().update(key, before -> STATE)))
                .toList();
        Key longest = new Key(AccountName.of("zora@example.si"), true);
        LockoutState longer = new LockoutState(12, 3, List.of(), NOON, NOON.plusMillis(2), NOON.plusSeconds(61));
        lockouts().update(longest, before -> longer);
        lockouts().update(new Key(AccountName.of("over@example.si"), true), before -> longer(NOON));

        List<Entry> read = new ArrayList<>(page("", Optional.empty(), Optional.empty()));
        for (List<Entry> page = read; !page.isEmpty(); ) {
            page = page("", Optional.empty(), Optional.of(Position.of(read.getLast())));
            read.addAll(page);
        }
        assertThat(read).startsWith(new Entry(longest, longer)).endsWith(all.getLast());
        assertThat(read.subList(1, read.size())).containsExactlyElementsOf(all);
        assertThat(page("CENE_1", Optional.empty(), Optional.empty())).containsExactlyElementsOf(all.subList(6, 8));
        assertThat(page("1@", Optional.of(true), Optional.empty())).containsExactly(all.get(5), all.get(7));
        assertThat(page("nobody", Optional.empty(), Optional.empty())).isEmpty();
        assertThat(lockouts().tally(NOON)).isEqualTo(new LockoutStore.Tally(9, NOON.plusMillis(2)));
        assertThat(lockouts().tally(NOON.plusSeconds(61))).isEqualTo(new LockoutStore.Tally(0, Instant.EPOCH));
        assertThat(Position.parse(Position.of(all.getFirst()).text())).isEqualTo(Position.of(all.getFirst()));
    }

    private List<Entry> page(String search, Optional<Boolean> familiar, Optional<Position> after) {
        return lockouts().list(new LockoutQuery(NOON, search, familiar, after, 2));
    }

    private static LockoutState longer(Instant until) {
        return new LockoutState(12, 3, List.of(), NOON, NOON, until);
    }

    @Test
    default void whatIsOldIsForgottenWhenItsLockIsOver() {
        lockouts().update(ELSEWHERE, before -> STATE);

        lockouts().prune(NOON.plusSeconds(60));
        assertThat(lockouts().get(ELSEWHERE)).isEqualTo(STATE);

        lockouts().prune(NOON.plusSeconds(61));
        assertThat(lockouts().get(ELSEWHERE)).isEqualTo(LockoutState.NONE);
    }

    @Test
    default void whoSawAnOlderStateChangesThePresentOne() {
        lockouts().update(ELSEWHERE, before -> STATE);

        assertThat(lockouts().update(ELSEWHERE, LockoutState.NONE, LockoutStoreContract::oneMore))
                .isEqualTo(oneMore(STATE));
        assertThat(lockouts().update(ELSEWHERE, STATE, LockoutStoreContract::oneMore))
                .isEqualTo(oneMore(oneMore(STATE)));
        assertThat(lockouts().update(ELSEWHERE, oneMore(oneMore(STATE)), LockoutStoreContract::oneMore))
                .isEqualTo(oneMore(oneMore(oneMore(STATE))));
        assertThat(lockouts().update(ELSEWHERE, STATE, before -> LockoutState.NONE))
                .isEqualTo(LockoutState.NONE);
        assertThat(lockouts().get(ELSEWHERE)).isEqualTo(LockoutState.NONE);
        assertThat(lockouts().update(HOME, STATE, LockoutStoreContract::oneMore))
                .isEqualTo(oneMore(LockoutState.NONE));
        assertThat(lockouts().get(HOME)).isEqualTo(oneMore(LockoutState.NONE));
    }

    static LockoutState oneMore(LockoutState state) {
        return new LockoutState(
                state.failures() + 1,
                state.lockouts(),
                state.tried(),
                state.lastFailure(),
                state.lockedSince(),
                state.lockedUntil());
    }

    @Test
    default void manyGuessesAtOnceGetNoMoreTriesThanTheThreshold() {
        SmartLockout smart = new SmartLockout(LockoutPolicy.DEFAULT);
        List<SmartLockout.Verdict> verdicts = Together.run(200, number -> {
            AtomicReference<SmartLockout.Verdict> verdict = new AtomicReference<>(SmartLockout.Verdict.LOCKED);
            lockouts().update(ELSEWHERE, before -> {
                SmartLockout.Step step = smart.begin(before, OptionalInt.of(number), NOON);
                verdict.set(step.verdict());
                return step.state();
            });
            return verdict.get();
        });

        assertThat(verdicts.stream().filter(SmartLockout.Verdict.COUNTED::equals))
                .hasSize(LockoutPolicy.DEFAULT.threshold());
        assertThat(lockouts().get(ELSEWHERE).failures()).isEqualTo(LockoutPolicy.DEFAULT.threshold());
    }

    private LockoutStore lockouts() {
        return ports().lockouts();
    }

    private List<AuditEvent> recorded() {
        try (Stream<AuditEntry> entries = ports().audit().all()) {
            return entries.map(AuditEntry::event).toList();
        }
    }
}
