package org.odklep.gate.dovecot.doveadm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.odklep.account.Role;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.MailDomain;
import org.odklep.kernel.Reason;
import org.odklep.kernel.Secret;
import org.odklep.user.PasswordState;
import org.odklep.user.Profile;
import org.odklep.user.SignInBlock;
import org.odklep.user.User;

class SignOutTest {
    private static final Instant NOON = Instant.parse("2027-03-01T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(60);
    private static final User ANA = User.of(
            "0123456789012345678901",
            Profile.of(AccountName.of("ana@example.si"), "Ana")
                    .withAliases(Set.of(AccountName.of("a.kos@example.com"))),
            new PasswordState(Optional.of("{SSHA}old"), NOON, false),
            NOON);
    private static final User BLOCKED =
            ANA.withBlock(Optional.of(new SignInBlock(Reason.of("Phished."), "ula", LATER)));

    @Test
    void aBlockARevocationAndARemovalEndSessionsUnderEveryName() {
        Optional<SignOut> block = SignOut.of(ANA, BLOCKED, LATER);
        assertThat(block).map(SignOut::kick).contains(true);
        assertThat(block).map(SignOut::names).contains(ANA.names());
        assertThat(SignOut.of(ANA, ANA.withSessionsValidFrom(LATER), LATER))
                .contains(new SignOut("ana@example.si", ANA.names(), true, "Sessions revoked", LATER));
        assertThat(SignOut.ofRemoval(ANA, LATER))
                .isEqualTo(new SignOut("ana@example.si", ANA.names(), true, "User removed", LATER));
    }

    @Test
    void aResetForgetsPasswordsAndEndsSessionsOnlyWhereItSignsOut() {
        User reset = ANA.withPassword(new PasswordState(Optional.of("{SSHA}new"), LATER, true));
        assertThat(SignOut.of(ANA, reset, LATER)).map(SignOut::kick).contains(false);
        assertThat(SignOut.of(ANA, reset.withSessionsValidFrom(LATER), LATER))
                .contains(new SignOut("ana@example.si", ANA.names(), true, "New password", LATER));
    }

    @Test
    void aNameThatIsTakenAwayIsToldThoughTheUserHasItNoMore() {
        User without = ANA.withProfile(ANA.profile().withAliases(Set.of()));
        assertThat(SignOut.of(ANA, without, LATER)).map(SignOut::names).contains(ANA.names());
        assertThat(SignOut.of(ANA, without, LATER)).map(SignOut::kick).contains(true);
    }

    @Test
    void whatDovecotMayHaveRememberedAsRefusedIsForgotten() {
        User without = ANA.withProfile(ANA.profile().withAliases(Set.of()));
        assertThat(SignOut.of(BLOCKED, ANA, LATER)).map(SignOut::cause).contains("Sign-in allowed");
        assertThat(SignOut.of(without, ANA, LATER)).map(SignOut::cause).contains("Name added");
        assertThat(SignOut.of(BLOCKED, ANA, LATER)).map(SignOut::kick).contains(false);
    }

    @Test
    void otherChangesAreNoConcernOfDovecot() {
        assertThat(SignOut.of(ANA, ANA.withRoles(Set.of(Role.HELPDESK_ADMINISTRATOR)), LATER))
                .isEmpty();
        assertThat(SignOut.of(ANA, ANA.withProfile(ANA.profile().withDisplayName("Ana Kos")), LATER))
                .isEmpty();
        User upgraded = ANA.withPassword(ANA.password().rehashed("$argon2id$v=19$..."));
        assertThat(SignOut.of(ANA, upgraded, LATER)).isEmpty();
    }

    @Test
    void namesOfTheDefaultDomainAreKickedWithAndWithoutIt() {
        Order order = Order.of(SignOut.ofRemoval(ANA, LATER), MailDomain.parse("example.si"));
        assertThat(order.forget()).containsExactlyInAnyOrder("ana@example.si", "ana", "a.kos@example.com", "a.kos");
        assertThat(order.kick()).containsExactlyInAnyOrder("ana@example.si", "ana", "a.kos@example.com");
    }

    @Test
    void aNameThatDovecotTakesForAnAddressEndsNobodyElsesSessions() {
        SignOut signOut = new SignOut("x", Set.of(AccountName.of("10.0.0.0@example.si")), true, "User removed", LATER);
        Order order = Order.of(signOut, MailDomain.parse("example.si"));
        assertThat(order.kick()).containsExactly("10.0.0.0@example.si");
    }

    @Test
    void aHostNeedsAnAddressAndOneSecret() {
        Secret key = Secret.of("key");
        Secret none = Secret.of("");
        DoveadmHost host = DoveadmHost.of("http://imap1.example.si:8080/", key, none);
        assertThat(host.uri()).hasToString("http://imap1.example.si:8080/doveadm/v1");
        assertThat(host.toString()).doesNotContain("a2V5");
        assertThat(DoveadmHost.of("https://x/doveadm/v1", none, key)
                        .authorization()
                        .reveal())
                .isEqualTo("Basic ZG92ZWFkbTprZXk=");
        for (String url : new String[] {"", "imap1:8080", "ftp://x", "http://a:b@x/", "http://x y", "http://"}) {
            assertThatIllegalArgumentException()
                    .as(url)
                    .isThrownBy(() -> DoveadmHost.of(url, key, none))
                    .withMessageContaining("odklep.doveadm.urls");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> DoveadmHost.of("http://x", none, none));
        assertThatIllegalArgumentException().isThrownBy(() -> DoveadmHost.of("http://x", key, key));
    }
}
