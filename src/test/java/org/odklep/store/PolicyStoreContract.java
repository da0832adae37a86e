package org.odklep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.odklep.store.Samples.event;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.odklep.audit.AuditChain;
import org.odklep.audit.AuditEntry;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.MailDomain;
import org.odklep.sending.Action;
import org.odklep.sending.Limit;
import org.odklep.sending.Limits;
import org.odklep.sending.OutboundPolicy;
import org.odklep.sending.PolicyStore;
import org.odklep.sending.Scope;

/** What every {@link PolicyStore} does. */
public interface PolicyStoreContract {
    AuditEvent CHANGED = event("policy.update", "policy:A");

    Ports ports();

    @Test
    default void aNewStoreHoldsNoPoliciesAtVersionZero() {
        assertThat(policies().load()).isEqualTo(new PolicyStore.Stored(0, List.of()));
    }

    @Test
    default void policiesComeBackAsTheyWereAndInOrder() {
        List<OutboundPolicy> stored = List.of(full("B2", "Newsletters \ud83d\udd13 'č'"), plain("A1", "100% _"));

        assertThat(policies().replace(0, stored, CHANGED)).isTrue();
        assertThat(policies().load()).isEqualTo(new PolicyStore.Stored(1, stored));
        assertThat(recorded()).containsExactly(CHANGED);
    }

    @Test
    default void theWholeListIsReplaced() {
        policies().replace(0, List.of(plain("A1", "A"), plain("B2", "B")), CHANGED);
        policies().replace(1, List.of(plain("B2", "B")), CHANGED);

        assertThat(policies().load()).isEqualTo(new PolicyStore.Stored(2, List.of(plain("B2", "B"))));
    }

    @Test
    default void whoeverReadBeforeSomebodyElseWroteChangesNothing() {
        policies().replace(0, List.of(plain("A1", "A")), CHANGED);

        assertThat(policies().replace(0, List.of(plain("B2", "B")), CHANGED)).isFalse();
        assertThat(policies().load().policies()).containsExactly(plain("A1", "A"));
        assertThat(recorded()).hasSize(1);
    }

    @Test
    default void anEmptyListHasAVersionToo() {
        policies().replace(0, List.of(plain("A1", "A")), CHANGED);
        policies().replace(1, List.of(), CHANGED);

        assertThat(policies().load()).isEqualTo(new PolicyStore.Stored(2, List.of()));
    }

    @Test
    default void ofManyWhoAddAPolicyNobodyLosesItSilently() {
        List<Integer> tries = Together.run(8, number -> addUntilDone(plain("P" + number, "Policy " + number)));

        int successes = tries.size();
        assertThat(policies().load().version()).isEqualTo(successes);
        assertThat(policies().load().policies())
                .extracting(OutboundPolicy::id)
                .containsExactlyInAnyOrder("P0", "P1", "P2", "P3", "P4", "P5", "P6", "P7");
        try (Stream<AuditEntry> entries = ports().audit().all()) {
            assertThat(AuditChain.verify(entries)).isInstanceOf(AuditChain.Verification.Intact.class);
        }
        assertThat(recorded()).hasSize(successes);
    }

    private int addUntilDone(OutboundPolicy policy) {
        for (int tries = 1; ; tries++) {
            PolicyStore.Stored before = policies().load();
            List<OutboundPolicy> after = new ArrayList<>(before.policies());
            after.add(policy);
            if (policies().replace(before.version(), after, CHANGED)) {
                return tries;
            }
        }
    }

    private PolicyStore policies() {
        return ports().policies();
    }

    private List<AuditEvent> recorded() {
        try (Stream<AuditEntry> entries = ports().audit().all()) {
            return entries.map(AuditEntry::event).toList();
        }
    }

    private static OutboundPolicy plain(String id, String name) {
        return new OutboundPolicy(
                id, name, true, false, Scope.EVERYBODY, Limits.DEFAULT, Action.RESTRICT, ZoneId.of("UTC"));
    }

    private static OutboundPolicy full(String id, String name) {
        return new OutboundPolicy(
                id,
                name,
                false,
                true,
                new Scope(
                        new Scope.Members(
                                Set.of(AccountName.of("ana'--@example.si"), AccountName.of("čšž@example.si")),
                                Set.of("news%", "_letters", "o'brien"),
                                Set.of(MailDomain.of("example.si"), MailDomain.of("[192.0.2.1]"))),
                        new Scope.Members(
                                Set.of(AccountName.of("bor")), Set.of("staff"), Set.of(MailDomain.of("čšž.si")))),
                new Limits(Map.of(Limit.PER_MESSAGE, 0, Limit.ALL_PER_DAY, Limits.MAX)),
                Action.RESTRICT_FOR_TODAY,
                ZoneId.of("Europe/Ljubljana"));
    }
}
