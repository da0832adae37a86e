package org.odklep.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.odklep.sending.SendingSetup.LJUBLJANA;
import static org.odklep.sending.SendingSetup.MAJA;
import static org.odklep.sending.SendingSetup.NOON;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.odklep.account.Actor;
import org.odklep.account.Role;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.MailDomain;
import org.odklep.store.memory.MemoryAuditLog;
import org.odklep.store.memory.MemoryPolicyStore;

class OutboundPoliciesTest {
    private final MemoryAuditLog audit = new MemoryAuditLog();
    private final MemoryPolicyStore store = new MemoryPolicyStore(audit);
    private final OutboundPolicies policies = policies(store);

    @ParameterizedTest
    @CsvSource({
        "ana@example.si, newsletter, true",
        "ana@mail.example.si, newsletter, true",
        "ana@notexample.si, newsletter, false",
        "ana@example.si, staff, false",
        "ana@example.si, '', false",
        "ana, newsletter, false",
        "bor@example.org, newsletter, true",
        "eva@example.si, newsletter, false",
        "ana@test.example.si, newsletter, false",
        "ana@deep.test.example.si, newsletter, false",
        "ana@example.si, newsletter left, false",
    })
    void kindsMustAllMatchValuesAreAlternativesAndOneExceptionIsEnough(String name, String groups, boolean covered) {
        Scope scope = new Scope(
                new Scope.Members(
                        Set.of(), Set.of("newsletter", "press"), Set.of(domain("example.si"), domain("example.org"))),
                new Scope.Members(
                        Set.of(AccountName.of("eva@example.si")), Set.of("left"), Set.of(domain("test.example.si"))));
        assertThat(scope.covers(AccountName.of(name), Set.of(groups.split(" "))))
                .isEqualTo(covered);
    }

    @Test
    void accountsAndGroupsMustBothMatchWhenBothAreNamed() {
        Scope scope = new Scope(
                new Scope.Members(Set.of(AccountName.of("ana@example.si")), Set.of("press"), Set.of()),
                Scope.Members.NONE);
        assertThat(scope.covers(AccountName.of("ana@example.si"), Set.of("press")))
                .isTrue();
        assertThat(scope.covers(AccountName.of("ana@example.si"), Set.of())).isFalse();
        assertThat(scope.covers(AccountName.of("bor@example.si"), Set.of("press")))
                .isFalse();
        assertThat(Scope.EVERYBODY.covers(AccountName.of("anybody"), Set.of())).isTrue();
    }

    @Test
    void theFirstEnabledPolicyThatCoversAnAccountApplies() {
        create(Map.of("displayName", "Off", "isEnabled", false, "priority", 0));
        create(Map.of("displayName", "Ana", "conditions", Map.of("accounts", List.of("ANA@example.si"))));
        create(Map.of("displayName", "All of us", "conditions", Map.of("domains", List.of("example.si"))));
        assertThat(policies.forAccount(AccountName.of("ana@example.si")).name()).isEqualTo("Ana");
        assertThat(policies.forAccount(AccountName.of("bor@example.si")).name()).isEqualTo("All of us");
        assertThat(policies.forAccount(AccountName.of("cene@example.org")).name())
                .isEqualTo("Default");
    }

    @Test
    void policiesAreInsertedMovedAndDeletedByPriority() {
        OutboundPolicy a = create(Map.of("displayName", "A"));
        OutboundPolicy b = create(Map.of("displayName", "B"));
        OutboundPolicy c = create(Map.of("displayName", "C", "priority", 1));
        assertThat(names()).containsExactly("A", "C", "B", "Default");
        assertThat(policies.update(a.id(), Map.of("priority", 2), MAJA, NOON)).isEqualTo(new PolicyChange.Done(a, 2));
        assertThat(names()).containsExactly("C", "B", "A", "Default");
        policies.update(a.id(), Map.of("priority", 0), MAJA, NOON);
        assertThat(names()).containsExactly("A", "C", "B", "Default");
        policies.update(c.id(), Map.of("displayName", "C2"), MAJA, NOON);
        assertThat(names()).containsExactly("A", "C2", "B", "Default");
        assertThat(policies.delete(a.id(), MAJA, NOON)).isEqualTo(new PolicyChange.Done(a, 0));
        assertThat(names()).containsExactly("C2", "B", "Default");
        assertThat(policies.priorityOf(b)).isEqualTo(1);
        assertThat(problems(policies.update(b.id(), Map.of("priority", 2), MAJA, NOON)))
                .containsExactly("priority");
        assertThat(problems(policies.create(Map.of("displayName", "D", "priority", 3), MAJA, NOON)))
                .containsExactly("priority");
        assertThat(audit.all().map(entry -> entry.event().action()))
                .containsExactly(
                        "policy.create",
                        "policy.create",
                        "policy.create",
                        "policy.update",
                        "policy.update",
                        "policy.update",
                        "policy.delete");
        OutboundPolicies restarted = policies(store);
        restarted.refresh();
        assertThat(restarted.all()).isEqualTo(policies.all());
    }

    @Test
    void theAuditEntryOfAChangeNamesWhatChangedAndNothingElse() {
        OutboundPolicy made = create(Map.of("displayName", "A"));
        policies.update(
                made.id(),
                Map.of("displayName", "B", "mode", "shadow", "limits", Map.of("recipientsPerDay", 7)),
                MAJA,
                NOON);
        AuditEvent change = audit.all().toList().getLast().event();
        assertThat(change.target()).isEqualTo("policy:A");
        assertThat(change.before()).isEqualTo("displayName=A, mode=enforce, limits.recipientsPerDay=1000");
        assertThat(change.after()).isEqualTo("displayName=B, mode=shadow, limits.recipientsPerDay=7");
    }

    @Test
    void theDefaultPolicyCannotBeDeletedDisabledMovedOrNarrowed() {
        create(Map.of("displayName", "A"));
        assertThat(problems(policies.delete(OutboundPolicy.DEFAULT_ID, MAJA, NOON)))
                .containsExactly("id");
        assertThat(problems(policies.update(
                        OutboundPolicy.DEFAULT_ID,
                        Map.of(
                                "priority",
                                0,
                                "isEnabled",
                                false,
                                "conditions",
                                Map.of("domains", List.of("example.si"))),
                        MAJA,
                        NOON)))
                .containsExactlyInAnyOrder("priority", "isEnabled", "conditions");
        assertThat(policies.update(
                        OutboundPolicy.DEFAULT_ID,
                        Map.of("limits", Map.of("recipientsPerDay", 0), "mode", "shadow"),
                        MAJA,
                        NOON))
                .isInstanceOf(PolicyChange.Done.class);
        assertThat(policies.forAccount(AccountName.of("x")).shadow()).isFalse();
        assertThat(policies.all().getLast().shadow()).isTrue();
        assertThat(names()).containsExactly("A", "Default");
    }

    @Test
    void namesAreNeededAndUniqueInAnyCase() {
        create(Map.of("displayName", "Press"));
        assertThat(problems(policies.create(Map.of("displayName", " pRESS "), MAJA, NOON)))
                .containsExactly("displayName");
        assertThat(problems(policies.create(Map.of("displayName", "default"), MAJA, NOON)))
                .containsExactly("displayName");
        assertThat(problems(policies.create(Map.of(), MAJA, NOON))).containsExactly("displayName");
    }

    @Test
    void whoMayNotOrNamesNothingChangesNothing() {
        Actor auditor = new Actor("nina", Role.AUDITOR, ClientAddress.LOCAL);
        assertThat(policies.create(Map.of("displayName", "A"), auditor, NOON))
                .isEqualTo(new PolicyChange.NotAllowed(Role.SECURITY_ADMINISTRATOR));
        assertThat(policies.update("unknown", Map.of(), MAJA, NOON)).isEqualTo(new PolicyChange.NotFound());
        assertThat(policies.delete("unknown", MAJA, NOON)).isEqualTo(new PolicyChange.NotFound());
        assertThat(audit.all()).isEmpty();
        assertThat(names()).containsExactly("Default");
    }

    @Test
    void whoComesSecondIsToldAndSeesWhatTheFirstDid() {
        OutboundPolicies other = policies(store);
        create(Map.of("displayName", "A"));
        assertThat(other.create(Map.of("displayName", "B"), MAJA, NOON)).isEqualTo(new PolicyChange.Conflict());
        assertThat(other.all()).isEqualTo(policies.all());
        assertThat(other.create(Map.of("displayName", "B"), MAJA, NOON)).isInstanceOf(PolicyChange.Done.class);
        assertThat(audit.all()).hasSize(2);
    }

    @Test
    void aPollThatReadBeforeAChangeDoesNotPutTheOldPoliciesBack() throws Exception {
        List<Thread> changes = new ArrayList<>();
        OutboundPolicies[] self = new OutboundPolicies[1];
        PolicyStore slow = new PolicyStore() {
            @Override
            public Stored load() {
                Stored stored = store.load();
                if (changes.isEmpty()) {
                    changes.add(
                            Thread.ofPlatform().start(() -> self[0].create(Map.of("displayName", "A"), MAJA, NOON)));
                    while (changes.getFirst().getState() != Thread.State.BLOCKED
                            && changes.getFirst().isAlive()) {
                        Thread.onSpinWait();
                    }
                }
                return stored;
            }

            @Override
            public boolean replace(long version, List<OutboundPolicy> list, AuditEvent event) {
                return store.replace(version, list, event);
            }
        };
        self[0] = policies(slow);
        self[0].refresh();
        changes.getFirst().join();
        assertThat(self[0].all()).extracting(OutboundPolicy::name).containsExactly("A", "Default");
    }

    private OutboundPolicy create(Map<String, ?> document) {
        PolicyChange change = policies.create(document, MAJA, NOON);
        if (change instanceof PolicyChange.Done(OutboundPolicy policy, int priority)) {
            return policy;
        }
        throw new AssertionError("not created: " + change);
    }

    private static List<String> problems(PolicyChange change) {
        return change instanceof PolicyChange.Invalid(List<Problem> problems)
                ? problems.stream().map(Problem::key).toList()
                : List.of("no problem but " + change);
    }

    private List<String> names() {
        return policies.all().stream().map(OutboundPolicy::name).toList();
    }

    @Test
    void aNameWithoutADomainGetsTheDefaultOneNewAndStored() {
        Map<String, Object> onlyAna = Map.of("displayName", "Ana", "conditions", Map.of("accounts", List.of("ana")));
        policies.create(onlyAna, MAJA, NOON);
        OutboundPolicies completing = new OutboundPolicies(
                store,
                account -> Set.of(),
                () -> new OutboundPolicies.Defaults(LJUBLJANA, Optional.of(domain("example.si"))),
                new Random(6));
        completing.refresh();
        AccountName ana = AccountName.of("ana@example.si");
        assertThat(policies.forAccount(ana).isDefault()).isTrue();
        assertThat(completing.forAccount(ana).name()).isEqualTo("Ana");

        completing.update(
                completing.all().getFirst().id(), Map.of("exceptions", Map.of("accounts", List.of("ana"))), MAJA, NOON);
        assertThat(completing.forAccount(ana).isDefault()).isTrue();
        assertThat(completing.explain(ana).stream().map(OutboundPolicies.Verdict::fit))
                .containsExactly(OutboundPolicies.Fit.EXCEPTED, OutboundPolicies.Fit.APPLIES);
    }

    private static OutboundPolicies policies(PolicyStore store) {
        return new OutboundPolicies(
                store, account -> Set.of("newsletter"), () -> OutboundPolicies.Defaults.in(LJUBLJANA), new Random(5));
    }

    private static MailDomain domain(String text) {
        return MailDomain.of(text);
    }
}
