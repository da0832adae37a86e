package org.odklep.setting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.odklep.account.Actor;
import org.odklep.account.Role;
import org.odklep.kernel.ClientAddress;
import org.odklep.signin.LockoutPolicy;
import org.odklep.signin.SignInProtection;
import org.odklep.store.memory.MemoryAuditLog;
import org.odklep.store.memory.MemorySettingStore;

/** Decisions of administrators: on every node, against others who decide, and beside a configuration file. */
class DecisionsTest {
    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
    private static final Actor VERA = new Actor("vera", Role.SECURITY_ADMINISTRATOR, ClientAddress.LOCAL);
    private static final Map<String, String> TYPED = Map.of(
            SignInProtection.THRESHOLD, "4",
            SignInProtection.DURATION, "30",
            SignInProtection.LONGEST, "600",
            SignInProtection.SHARED_HOSTS, "");

    private final MemoryAuditLog audit = new MemoryAuditLog();
    private final MemorySettingStore store = new MemorySettingStore(audit);

    @Test
    void anotherNodeFollowsWhenItReadsTheStore() {
        Decisions here = new Decisions(store);
        Decisions there = new Decisions(store);
        SignInProtection follower = protection(there);

        assertThat(protection(here).change(TYPED, protection(here).revision(), VERA, NOON))
                .isEqualTo(new SettingChange.Done());
        assertThat(follower.current().lockout()).isEqualTo(LockoutPolicy.DEFAULT);
        there.refresh();
        assertThat(follower.current().lockout())
                .isEqualTo(new LockoutPolicy(4, Duration.ofSeconds(30), Duration.ofMinutes(10)));
        assertThat(follower.revision()).isEqualTo(protection(here).revision());
    }

    @Test
    void whoDecidesOnAnOldViewOfAnotherNodeIsTold() {
        Decisions here = new Decisions(store);
        Decisions there = new Decisions(store);
        String seen = there.revision(List.of("a"));
        here.decide("test", Map.of("a", "1"), here.revision(List.of("a")), VERA, NOON);

        assertThat(there.decide("test", Map.of("a", "2"), seen, VERA, NOON)).isEqualTo(new SettingChange.Conflict());
        assertThat(there.all()).containsExactly(Map.entry("a", "1"));
    }

    @Test
    void othersSettingsAreNoConflictAndStay() {
        Decisions decisions = new Decisions(store);
        String seen = decisions.revision(List.of("a"));
        decisions.decide("test", Map.of("b", "1"), decisions.revision(List.of("b")), VERA, NOON);

        assertThat(decisions.decide("test", Map.of("a", "2"), seen, VERA, NOON)).isEqualTo(new SettingChange.Done());
        assertThat(decisions.all()).isEqualTo(Map.of("a", "2", "b", "1"));
    }

    @Test
    void whatDiffersIsRecordedAndTheSameIsNoChange() {
        Decisions decisions = new Decisions(store);
        decisions.decide("test", Map.of("a", "1", "b", "1"), decisions.revision(List.of("a", "b")), VERA, NOON);
        decisions.decide("test", Map.of("a", "2", "b", "1"), decisions.revision(List.of("a", "b")), VERA, NOON);
        decisions.decide("test", Map.of("a", "2", "b", "1"), decisions.revision(List.of("a", "b")), VERA, NOON);

        assertThat(audit.all()
                        .map(entry ->
                                entry.event().before() + " > " + entry.event().after()))
                .containsExactly("a=as configured, b=as configured > a=1, b=1", "a=1 > a=2");
    }

    @Test
    void whoMayNotDecideChangesNothing() {
        Decisions decisions = new Decisions(store);
        Actor auditor = new Actor("revizor", Role.AUDITOR, ClientAddress.LOCAL);
        assertThat(decisions.decide("test", Map.of("a", "1"), decisions.revision(List.of("a")), auditor, NOON))
                .isEqualTo(new SettingChange.NotAllowed(Role.SECURITY_ADMINISTRATOR));
        assertThat(store.load().version()).isZero();
    }

    @Test
    void whatTheConfigurationFileNamesOutranksWhatWasDecidedBefore() {
        Decisions decisions = new Decisions(store);
        protection(decisions).change(TYPED, protection(decisions).revision(), VERA, NOON);
        SignInProtection restarted = new SignInProtection(
                decisions,
                new SignInProtection.Values(
                        new LockoutPolicy(9, Duration.ofSeconds(60), Duration.ofHours(5)), Set.of()),
                Set.of(SignInProtection.THRESHOLD));
        assertThat(restarted.current().lockout().threshold()).isEqualTo(9);
        assertThat(restarted.current().lockout().first()).hasSeconds(30);
    }

    @Test
    void valuesThatNoLongerHoldTogetherAreAsConfigured() {
        Decisions decisions = new Decisions(store);
        protection(decisions).change(TYPED, protection(decisions).revision(), VERA, NOON);
        LockoutPolicy configured = new LockoutPolicy(10, Duration.ofHours(1), Duration.ofHours(5));
        SignInProtection restarted = new SignInProtection(
                decisions, new SignInProtection.Values(configured, Set.of()), Set.of(SignInProtection.DURATION));
        assertThat(restarted.current().lockout()).isEqualTo(configured);
    }

    private static SignInProtection protection(Decisions decisions) {
        return new SignInProtection(decisions, new SignInProtection.Values(LockoutPolicy.DEFAULT, Set.of()), Set.of());
    }
}
