package org.odklep.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.odklep.account.Actor;
import org.odklep.account.Role;
import org.odklep.audit.AuditChain;
import org.odklep.audit.AuditEntry;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Reason;
import org.odklep.kernel.StoreUnavailable;
import org.odklep.store.memory.MemoryAllowStore;
import org.odklep.store.memory.MemoryAuditLog;
import org.odklep.store.memory.MemoryLockStore;

/** Two nodes over one store, and what operators do at either. */
class LocksTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final AccountName ANA = AccountName.of("ana@example.si");
    private static final Reason REASON = Reason.of("owner called, password changed");
    private static final Actor MAJA = new Actor("maja", Role.SECURITY_ADMINISTRATOR, ClientAddress.LOCAL);
    private static final Actor AUDITOR = new Actor("nina", Role.AUDITOR, ClientAddress.LOCAL);

    private final MemoryAuditLog audit = new MemoryAuditLog();
    private final MemoryLockStore memory = new MemoryLockStore(audit);
    private final FlakyLockStore storeOfA = new FlakyLockStore(memory);
    private final MemoryAllowStore allowStore = new MemoryAllowStore(audit);
    private final AllowList allowList = new AllowList(allowStore);
    private final Locks a = new Locks(storeOfA, allowList, new Random(1));
    private final Locks b = new Locks(memory, new AllowList(allowStore), new Random(2));

    @Test
    void anotherNodeLearnsOfARestrictionAndOfItsRelease() {
        SendingRestriction restriction = restrict(a, NOON);
        assertThat(a.stopsSending(ANA, NOON)).contains(restriction);
        assertThat(b.stopsSending(ANA, NOON)).isEmpty();
        b.refresh(NOON);
        assertThat(b.stopsSending(ANA, NOON)).contains(restriction);
        assertThat(b.of(ANA, NOON)).containsExactly(restriction);
        assertThat(b.holding(NOON)).containsExactly(restriction);
        assertThat(b.release(ANA, REASON, MAJA, NOON.plusSeconds(1))).isInstanceOf(ReleaseResult.Released.class);
        assertThat(a.stopsSending(ANA, NOON.plusSeconds(1))).isPresent();
        a.refresh(NOON.plusSeconds(1));
        assertThat(a.stopsSending(ANA, NOON.plusSeconds(1))).isEmpty();
        assertThat(a.epoch(ANA, NOON.plusSeconds(2))).isEqualTo(NOON.plusSeconds(1));
    }

    @Test
    void aPollThatOvertakesAReleaseDoesNotBringTheRestrictionBack() {
        SendingRestriction restriction = restrict(b, NOON);
        storeOfA.duringNextPoll(() -> assertThat(a.release(restriction.id(), REASON, MAJA, NOON.plusSeconds(1)))
                .isInstanceOf(ReleaseResult.Released.class));
        a.refresh(NOON.plusSeconds(1));
        assertThat(a.stopsSending(ANA, NOON.plusSeconds(1))).isEmpty();
    }

    @Test
    void aPollThatOvertakesAReleaseAndANewRestrictionKeepsTheNewOne() {
        SendingRestriction first = restrict(b, NOON);
        storeOfA.duringNextPoll(() -> {
            a.release(first.id(), REASON, MAJA, NOON);
            restrict(a, NOON);
        });
        a.refresh(NOON);
        SendingRestriction holding = a.stopsSending(ANA, NOON).orElseThrow();
        assertThat(holding.id()).isNotEqualTo(first.id());
        assertThat(memory.find(holding.id())).contains(holding);
    }

    @Test
    void aNodeWhoseClockIsBehindRestrictsAndReleasesInOrder() {
        SendingRestriction first = restrict(a, NOON.plusSeconds(10));
        a.release(first.id(), REASON, MAJA, NOON.plusSeconds(11));
        b.refresh(NOON);
        Instant behind = NOON.plusSeconds(5);
        SendingRestriction second = restrict(b, behind);
        a.refresh(NOON.plusSeconds(12));
        assertThat(a.stopsSending(ANA, NOON.plusSeconds(12))).contains(second);
        assertThat(b.stopsSending(ANA, behind)).contains(second);
        Instant epoch = b.epoch(ANA, behind);
        b.release(second.id(), REASON, MAJA, behind.plusSeconds(1));
        a.refresh(NOON.plusSeconds(12));
        assertThat(a.stopsSending(ANA, NOON.plusSeconds(12))).isEmpty();
        assertThat(a.epoch(ANA, NOON.plusSeconds(12)))
                .isAfter(NOON.plusSeconds(11))
                .isAfter(epoch);
    }

    @Test
    void theEndByTimeIsRecordedOnceWhicheverNodesNotice() {
        Instant until = NOON.plusSeconds(60);
        a.restrict(ANA, cause(Optional.of(until)), "policy:Default", ClientAddress.LOCAL, NOON);
        b.refresh(NOON);
        assertThat(b.stopsSending(ANA, until.minusMillis(1))).isPresent();
        assertThat(b.stopsSending(ANA, until)).isEmpty();
        for (Locks node : List.of(a, b, a, b)) {
            node.sweep(until.plusSeconds(1), NOON.minusSeconds(1));
        }
        assertThat(entries("restriction.expire")).singleElement().satisfies(entry -> {
            assertThat(entry.event().actor()).isEqualTo(Ending.TIME);
            assertThat(entry.event().at()).isEqualTo(until.plusSeconds(1));
        });
        assertThat(b.release(ANA, REASON, MAJA, until.plusSeconds(2)))
                .isInstanceOfSatisfying(ReleaseResult.AlreadyReleased.class, already -> {
                    assertThat(already.restriction().ended().orElseThrow().isRelease())
                            .isFalse();
                    assertThat(already.restriction().ended().orElseThrow().at()).isEqualTo(until);
                });
        assertThat(a.epoch(ANA, until.plusSeconds(5))).isEqualTo(until);
    }

    @Test
    void aReleaseAfterTheEndByTimeRecordsTheEndAndNoRelease() {
        Instant until = NOON.plusSeconds(60);
        SendingRestriction restriction =
                a.restrict(ANA, cause(Optional.of(until)), "policy:Default", ClientAddress.LOCAL, NOON);
        assertThat(a.release(restriction.id(), REASON, MAJA, until.plusSeconds(1)))
                .isInstanceOf(ReleaseResult.AlreadyReleased.class);
        assertThat(entries("restriction.expire")).hasSize(1);
        assertThat(entries("restriction.release")).isEmpty();
    }

    @Test
    void repeatingAReleaseTellsWhoWasFirst() {
        SendingRestriction restriction = restrict(a, NOON);
        a.release(restriction.id(), REASON, MAJA, NOON.plusSeconds(1));
        Actor other = new Actor("token:helpdesk", Role.SECURITY_ADMINISTRATOR, ClientAddress.LOCAL);
        assertThat(b.release(restriction.id(), Reason.of("me too"), other, NOON.plusSeconds(2)))
                .isInstanceOfSatisfying(
                        ReleaseResult.AlreadyReleased.class,
                        already -> assertThat(already.restriction().ended())
                                .contains(new Ending(NOON.plusSeconds(1), "maja", REASON)));
        assertThat(entries("restriction.release")).hasSize(1);
    }

    @Test
    void whoMayNotChangesNothing() {
        SendingRestriction restriction = restrict(a, NOON);
        assertThat(a.release(ANA, REASON, AUDITOR, NOON))
                .isEqualTo(new ReleaseResult.NotAllowed(Role.SECURITY_ADMINISTRATOR));
        assertThat(a.release(restriction.id(), REASON, AUDITOR, NOON))
                .isEqualTo(new ReleaseResult.NotAllowed(Role.SECURITY_ADMINISTRATOR));
        assertThat(a.restrict(AccountName.of("bor@example.si"), REASON, AUDITOR, NOON))
                .isEqualTo(new RestrictResult.NotAllowed(Role.SECURITY_ADMINISTRATOR));
        assertThat(a.stopsSending(ANA, NOON)).contains(restriction);
        assertThat(audit.all()).hasSize(1);
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        assertThat(a.release("00000000", REASON, MAJA, NOON)).isEqualTo(new ReleaseResult.NotFound());
        assertThat(a.release(ANA, REASON, MAJA, NOON)).isEqualTo(new ReleaseResult.NotFound());
        assertThat(audit.all()).isEmpty();
    }

    @Test
    void anOperatorIsToldOfARestrictionThatTheStoreAlreadyHas() {
        SendingRestriction restriction = restrict(a, NOON);
        assertThat(a.restrict(ANA, REASON, MAJA, NOON)).isEqualTo(new RestrictResult.AlreadyRestricted(restriction));
        assertThat(b.restrict(ANA, REASON, MAJA, NOON)).isEqualTo(new RestrictResult.AlreadyRestricted(restriction));
        assertThat(b.stopsSending(ANA, NOON)).contains(restriction);
        assertThat(entries("restriction.open")).hasSize(1);
    }

    @Test
    void anOperatorsRestrictionHasHisReasonAndNoEnd() {
        assertThat(a.restrict(ANA, REASON, MAJA, NOON))
                .isInstanceOfSatisfying(RestrictResult.Restricted.class, done -> {
                    assertThat(done.restriction().reason()).isEqualTo(REASON);
                    assertThat(done.restriction().setBy()).isEqualTo("maja");
                    assertThat(done.restriction().until()).isEmpty();
                });
    }

    @Test
    void endedRestrictionsAreForgottenAndHoldingOnesNever() {
        SendingRestriction first = restrict(a, NOON);
        a.release(first.id(), REASON, MAJA, NOON);
        Instant later = NOON.plus(Duration.ofHours(25));
        a.sweep(later, NOON);
        assertThat(a.epoch(ANA, later)).isEqualTo(NOON);
        a.sweep(later, NOON.plusMillis(1));
        assertThat(a.epoch(ANA, later)).isEqualTo(Instant.EPOCH);
        SendingRestriction second = restrict(a, later);
        a.sweep(later.plus(Duration.ofDays(900)), later.plus(Duration.ofDays(899)));
        assertThat(a.stopsSending(ANA, later)).contains(second);
    }

    @Test
    void aNodeThatStartsKnowsWhatHoldsAndWhatEndedLately() {
        SendingRestriction first = restrict(a, NOON);
        a.release(first.id(), REASON, MAJA, NOON.plusSeconds(1));
        Locks started = new Locks(memory, allowList, new Random(3));
        started.refresh(NOON.plusSeconds(60));
        assertThat(started.epoch(ANA, NOON.plusSeconds(60))).isEqualTo(NOON.plusSeconds(1));
        SendingRestriction second = restrict(a, NOON.plusSeconds(61));
        started.refresh(NOON.plusSeconds(62));
        assertThat(started.stopsSending(ANA, NOON.plusSeconds(62))).contains(second);
    }

    @Test
    void whenTheStoreIsAwayNothingChanges() {
        storeOfA.goAway();
        assertThatThrownBy(() -> restrict(a, NOON)).isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(() -> a.restrict(ANA, REASON, MAJA, NOON)).isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(() -> a.refresh(NOON)).isInstanceOf(StoreUnavailable.class);
        assertThat(a.stopsSending(ANA, NOON)).isEmpty();
        assertThat(audit.all()).isEmpty();
    }

    @Test
    void allOfThisLeavesAnIntactChain() {
        for (int i = 0; i < 5; i++) {
            restrict(a, NOON.plusSeconds(i));
            a.release(ANA, REASON, MAJA, NOON.plusSeconds(i));
        }
        assertThat(AuditChain.verify(audit.all()))
                .isInstanceOfSatisfying(
                        AuditChain.Verification.Intact.class,
                        intact -> assertThat(intact.count()).isEqualTo(10));
    }

    @Test
    void theAllowListIsForThoseWhoMayEditIt() {
        AllowEntry entry = new AllowEntry(AllowEntry.pattern(" @Example.SI. "), REASON, "maja", NOON, Optional.empty());
        assertThat(entry.pattern()).isEqualTo("@example.si");
        assertThat(allowList.add(entry, AUDITOR)).isFalse();
        assertThat(allowList.entries()).isEmpty();
        assertThat(allowList.add(entry, MAJA)).isTrue();
        assertThat(a.isAllowed(AccountName.of("ana@mail.example.si"), NOON)).isTrue();
        assertThat(a.isAllowed(AccountName.of("ana@notexample.si"), NOON)).isFalse();
        assertThat(a.isAllowed(AccountName.of("ana"), NOON)).isFalse();
        assertThat(a.restrict(ANA, REASON, MAJA, NOON)).isEqualTo(new RestrictResult.AllowListed(entry));
        assertThat(allowList.remove("@example.si", AUDITOR, NOON)).isEqualTo(AllowList.Removal.NOT_ALLOWED);
        assertThat(allowList.remove("@example.si", MAJA, NOON)).isEqualTo(AllowList.Removal.REMOVED);
        assertThat(allowList.remove("@example.si", MAJA, NOON)).isEqualTo(AllowList.Removal.NOT_FOUND);
        assertThat(entries("allow.add")).hasSize(1);
        assertThat(entries("allow.remove")).hasSize(1);
        assertThatThrownBy(() -> AllowEntry.pattern("@")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AllowEntry.pattern(" ")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nobodyCanAllowEverybody() {
        for (String everybody : List.of("*@*", "*", "*@example.si", "@*", "@si", "@localhost")) {
            assertThatThrownBy(() -> AllowEntry.narrowPattern(everybody))
                    .as(everybody)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(AllowEntry.narrowPattern(" @Example.SI ")).isEqualTo("@example.si");
        assertThat(AllowEntry.narrowPattern("root")).isEqualTo("root");
        assertThat(AllowEntry.pattern("*@*"))
                .as("so that an old entry can be removed")
                .isEqualTo("*@*");
    }

    @Test
    void referencesReadOutOverTheTelephoneAreUnderstood() {
        String reference = References.next(new Random(4));
        assertThat(reference).matches("[0-9A-HJKMNP-TV-Z]{8}");
        assertThat(References.normalise(reference.toLowerCase(java.util.Locale.ROOT)))
                .isEqualTo(reference);
        assertThat(References.normalise("ab-il o0")).isEqualTo("AB1100");
    }

    private SendingRestriction restrict(Locks node, Instant now) {
        return node.restrict(ANA, cause(Optional.empty()), "policy:Default", ClientAddress.LOCAL, now);
    }

    private static Locks.Cause cause(Optional<Instant> until) {
        return new Locks.Cause(Reason.of("11 of 10 external recipients per hour"), Optional.empty(), until);
    }

    private List<AuditEntry> entries(String action) {
        return audit.all()
                .filter(entry -> entry.event().action().equals(action))
                .toList();
    }
}
