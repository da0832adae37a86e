package org.odklep.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;

class SprayGuardTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final ClientAddress SPRAYER = new ClientAddress("203.0.113.9");

    private final SprayGuard guard = new SprayGuard(List.of());

    @Test
    void aWindowEndsToTheMillisecond() {
        fail(SPRAYER, SprayGuard.REFUSED, NOON);
        assertThat(guard.isRefused(SPRAYER, NOON.plus(SprayGuard.WINDOW).minusMillis(1)))
                .isTrue();
        assertThat(guard.isRefused(SPRAYER, NOON.plus(SprayGuard.WINDOW))).isFalse();
        assertThat(guard.delay(SPRAYER, NOON.plus(SprayGuard.WINDOW))).isZero();
    }

    @Test
    void theLastAccountBeforeAStepIsFreeAndTheNextOneIsNot() {
        fail(SPRAYER, SprayGuard.SLOWED - 1, NOON);
        assertThat(guard.delay(SPRAYER, NOON)).isZero();
        fail(SPRAYER, SprayGuard.SLOWED, NOON);
        assertThat(guard.delay(SPRAYER, NOON)).isEqualTo(Duration.ofSeconds(1));
        fail(SPRAYER, SprayGuard.REFUSED - 1, NOON);
        assertThat(guard.isRefused(SPRAYER, NOON)).isFalse();
        fail(SPRAYER, SprayGuard.REFUSED, NOON);
        assertThat(guard.isRefused(SPRAYER, NOON)).isTrue();
    }

    @Test
    void oneAccountIsOneHoweverOftenItFails() {
        for (int i = 0; i < 1_000; i++) {
            guard.failed(AccountName.of("ana@example.si"), SPRAYER, NOON);
        }
        assertThat(guard.delay(SPRAYER, NOON)).isZero();
    }

    @Test
    void anyNumberOfNetworksFindsRoomAndASprayerIsNotForgottenForThem() {
        fail(SPRAYER, SprayGuard.REFUSED, NOON);
        for (int i = 0; i < 3 * SprayGuard.MAX_NETWORKS; i++) {
            ClientAddress junk = new ClientAddress("10." + i / 250 + "." + i % 250 + ".9");
            guard.failed(AccountName.of("junk" + i), junk, NOON);
        }
        assertThat(guard.size()).isEqualTo(SprayGuard.MAX_NETWORKS);
        assertThat(guard.isRefused(SPRAYER, NOON)).isTrue();
    }

    @Test
    void aPageOnTheServerItselfIsAPlaceLikeAnyOtherAndWhatDovecotSendsFromThereIsNone() {
        ClientAddress loopback = new ClientAddress("127.0.0.1");
        SprayGuard here = new SprayGuard(SPRAYER::equals, loopback::equals);
        assertThat(here.isAnonymous(attempt(loopback, ClientKind.WEB))).isFalse();
        assertThat(here.isAnonymous(attempt(loopback, ClientKind.LDAP))).isTrue();
        assertThat(here.isAnonymous(attempt(SPRAYER, ClientKind.WEB))).isTrue();
        assertThat(here.isAnonymous(attempt(ClientAddress.LOCAL, ClientKind.WEB)))
                .isTrue();
    }

    private static SignInAttempt attempt(ClientAddress client, ClientKind kind) {
        return new SignInAttempt(AccountName.of("ana@example.si"), client, kind, OptionalInt.empty());
    }

    private void fail(ClientAddress client, int accounts, Instant now) {
        for (int i = 0; i < accounts; i++) {
            guard.failed(AccountName.of("user" + i + "@example.si"), client, now);
        }
    }
}
