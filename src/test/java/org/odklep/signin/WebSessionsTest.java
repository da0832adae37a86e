package org.odklep.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.odklep.account.Role;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Secret;
import org.odklep.store.memory.MemoryAdministratorStore;
import org.odklep.store.memory.MemoryAuditLog;
import org.odklep.store.memory.MemorySessionStore;
import org.odklep.store.memory.MemoryUserStore;
import org.odklep.user.PasswordState;
import org.odklep.user.Profile;
import org.odklep.user.User;

/** What a session is worth, and how exactly its use is known. */
class WebSessionsTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final ClientAddress HERE = new ClientAddress("192.0.2.7");
    private static final WebSession.Device DEVICE = new WebSession.Device(HERE, "Firefox, Linux");

    private FactorNeed need = FactorNeed.NONE;
    private final MemoryAuditLog audit = new MemoryAuditLog();
    private final MemoryUserStore users = new MemoryUserStore(audit, new MemoryAdministratorStore(audit));
    private final MemorySessionStore store = new MemorySessionStore(audit);
    private final WebSessions sessions = new WebSessions(
            store,
            users,
            new MemoryAdministratorStore(audit),
            (owner, roles) -> need,
            new SessionLimits(Duration.ofMinutes(30), Duration.ofHours(12)),
            new Random(1));

    @Test
    void theStoreKnowsNoSecretAndTheListShowsNone() {
        User ana = add(Role.AUDITOR);
        Secret secret = sessions.open(ana, DEVICE, NOON);
        assertThat(secret.reveal()).hasSize(43);
        assertThat(store.find(secret.reveal())).isEmpty();
        assertThat(sessions.of(SessionOwner.of(ana), NOON))
                .singleElement()
                .extracting(WebSession::toString)
                .asString()
                .doesNotContain(secret.reveal(), "hash of ana");
    }

    @Test
    void theLastUseIsWrittenOnceAMinute() {
        User ana = add(Role.AUDITOR);
        Secret secret = sessions.open(ana, DEVICE, NOON);
        assertThat(find(secret, NOON.plusSeconds(59))).isPresent();
        assertThat(lastSeen(ana)).isEqualTo(NOON);
        assertThat(find(secret, NOON.plusSeconds(60))).isPresent();
        assertThat(lastSeen(ana)).isEqualTo(NOON.plusSeconds(60));
    }

    @Test
    void aSessionThatNobodyMayUseIsNotWritten() {
        User ana = add(Role.AUDITOR);
        Secret secret = sessions.open(ana, DEVICE, NOON);
        assertThat(find(secret, NOON.plusSeconds(1800))).isEmpty();
        assertThat(lastSeen(ana)).isEqualTo(NOON);
        assertThat(find(Secret.of("A".repeat(43)), NOON)).isEmpty();
    }

    @Test
    void aNodeWhoseClockIsBehindOpensSessionsThatAreGood() {
        User ana = add(Role.AUDITOR);
        User revoked = ana.withSessionsValidFrom(NOON.plusMillis(500)).withVersion(2);
        users.replace(ana, revoked, event());
        assertThat(find(sessions.open(revoked, DEVICE, NOON), NOON)).isPresent();
        assertThat(find(sessions.open(ana, DEVICE, NOON), NOON))
                .as("what was opened before the revocation")
                .isEmpty();
    }

    @Test
    void aSessionForANewPasswordEndsWhenNoneIsNeededAnyMore() {
        User ana = add();
        User mustChange = ana.withPassword(new PasswordState(ana.password().hash(), NOON, true))
                .withVersion(2);
        users.replace(ana, mustChange, event());
        Secret secret = sessions.open(mustChange, DEVICE, NOON);
        assertThat(find(secret, NOON)).containsInstanceOf(SignedIn.MustChange.class);
        users.replace(mustChange, ana.withRoles(Set.of(Role.AUDITOR)).withVersion(3), event());
        assertThat(find(secret, NOON)).isEmpty();
    }

    @Test
    void aSessionIsWorthNothingBeforeTheFactorIsShown() {
        User ana = add(Role.AUDITOR);
        need = FactorNeed.SHOW;
        Secret half = sessions.open(ana, DEVICE, NOON);
        SignedIn who = find(half, NOON).orElseThrow();
        assertThat(who).isInstanceOf(SignedIn.NeedsFactor.class);

        Secret whole = sessions.openProven(who.session(), DEVICE, NOON.plusSeconds(1700));
        assertThat(find(half, NOON)).as("the one before").isEmpty();
        assertThat(find(whole, NOON.plusSeconds(1900))).containsInstanceOf(SignedIn.AsUser.class);
        users.replace(ana, ana.withSessionsValidFrom(NOON.plusSeconds(5)).withVersion(2), event());
        assertThat(find(whole, NOON.plusSeconds(1900)))
                .as("as old as the one before")
                .isEmpty();
    }

    @Test
    void aSessionWhoseRoleNeedsAFactorLeadsToItsSetUp() {
        need = FactorNeed.SET_UP;
        SignedIn who =
                find(sessions.open(add(Role.AUDITOR), DEVICE, NOON), NOON).orElseThrow();
        assertThat(who)
                .isInstanceOfSatisfying(
                        SignedIn.NeedsFactor.class,
                        needs -> assertThat(needs.setUp()).isTrue());
    }

    @Test
    void limitsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new SessionLimits(Duration.ofMinutes(1), Duration.ofHours(1)))
                .hasMessage("idle has to be from 2 minutes to 7 days");
        assertThatThrownBy(() -> new SessionLimits(Duration.ofHours(1), Duration.ofDays(8)))
                .hasMessage("longest has to be from 2 minutes to 7 days");
        assertThatThrownBy(() -> new SessionLimits(Duration.ofHours(2), Duration.ofHours(1)))
                .hasMessage("idle may not be longer than longest");
    }

    private Optional<SignedIn> find(Secret secret, Instant now) {
        return sessions.find(secret, HERE, now);
    }

    private Instant lastSeen(User user) {
        return store.of(SessionOwner.of(user)).getFirst().lastSeen();
    }

    private User add(Role... roles) {
        PasswordState password = new PasswordState(Optional.of("hash of ana"), NOON, false);
        User ana = User.of(
                        User.newId(new Random(1)),
                        Profile.of(AccountName.of("ana@example.si"), "Ana"),
                        password,
                        NOON.minusSeconds(1))
                .withRoles(Set.of(roles));
        users.add(ana, event());
        return ana;
    }

    private static AuditEvent event() {
        return new AuditEvent(NOON, "test", HERE, "user.create", "ana@example.si", "", null, null);
    }
}
