package org.odklep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.odklep.store.Samples.NOON;
import static org.odklep.store.Samples.event;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.odklep.audit.AuditEntry;
import org.odklep.audit.AuditEvent;
import org.odklep.signin.LockoutState;
import org.odklep.signin.SessionOwner;
import org.odklep.signin.SessionOwner.Kind;
import org.odklep.signin.factor.Challenges;
import org.odklep.signin.factor.FactorStore;
import org.odklep.signin.factor.FactorStore.Step;
import org.odklep.signin.factor.Factors;
import org.odklep.signin.factor.Passkey;

/** What every {@link FactorStore} does. */
public interface FactorStoreContract {
    SessionOwner USER = new SessionOwner(Kind.USER, "ana");
    SessionOwner ADMINISTRATOR = new SessionOwner(Kind.ADMINISTRATOR, "ana");
    AuditEvent ADDED = event("factor.add", "ana");

    Factors FULL = new Factors(
            new Factors.App("sealed", NOON, 7),
            new Factors.Pending("other", NOON.plusMillis(1)),
            List.of(
                    new Passkey(
                            "id 2",
                            "Ključ",
                            new Passkey.PublicHalf("data", 4_294_967_295L, true),
                            NOON,
                            NOON.plusMillis(7)),
                    new Passkey("id 1", "Phone", new Passkey.PublicHalf("other", 0, false), NOON.minusMillis(9), null)),
            new Challenges(List.of(
                    new Challenges.Open("session 2", "b", NOON),
                    new Challenges.Open("session 1", "a", NOON.minusMillis(1)))),
            List.of("hash 1", "hash 2"),
            new LockoutState(3, 1, List.of(), NOON.plusMillis(2), NOON.plusMillis(3), NOON.plusMillis(4)));

    Ports ports();

    @Test
    default void factorsComeBackAsTheyWereAndAreNobodyElses() {
        assertThat(put(USER, FULL, ADDED)).isEqualTo(Factors.NONE);

        assertThat(factors().find(USER)).isEqualTo(FULL);
        assertThat(factors().find(ADMINISTRATOR)).isEqualTo(Factors.NONE);
        assertThat(recorded()).containsExactly(ADDED);
    }

    @Test
    default void factorsThatAreTakenAwayAreGone() {
        put(USER, FULL);
        assertThat(put(USER, Factors.NONE)).isEqualTo(FULL);
        assertThat(factors().find(USER)).isEqualTo(Factors.NONE);
    }

    @Test
    default void aChangeThatFailsChangesNothing() {
        put(USER, FULL);
        assertThatThrownBy(() -> factors().<Boolean>update(USER, before -> {
                    throw new IllegalArgumentException("no");
                }))
                .hasMessage("no");
        assertThat(factors().find(USER)).isEqualTo(FULL);
    }

    @Test
    default void ofManyAtOnceEachSeesWhatTheOneBeforeLeft() {
        put(USER, FULL);
        List<Integer> seen = Together.run(16, each -> factors().update(USER, FactorStoreContract::oneMore));
        assertThat(seen).doesNotHaveDuplicates().hasSize(16);
        assertThat(factors().find(USER).wrong().failures()).isEqualTo(19);
    }

    private static Step<Integer> oneMore(Factors before) {
        LockoutState wrong = before.wrong();
        LockoutState next = new LockoutState(
                wrong.failures() + 1,
                wrong.lockouts(),
                List.of(),
                wrong.lastFailure(),
                wrong.lockedSince(),
                wrong.lockedUntil());
        Factors after = new Factors(
                before.app(), before.pending(), before.passkeys(), before.challenges(), before.codes(), next);
        return new Step<>(after, List.of(), wrong.failures());
    }

    private Factors put(SessionOwner owner, Factors next, AuditEvent... events) {
        return factors().update(owner, before -> new Step<>(next, List.of(events), before));
    }

    private FactorStore factors() {
        return ports().factors();
    }

    private List<AuditEvent> recorded() {
        try (Stream<AuditEntry> entries = ports().audit().all()) {
            return entries.map(AuditEntry::event).toList();
        }
    }
}
