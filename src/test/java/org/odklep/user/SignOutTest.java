package org.odklep.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.odklep.account.Role;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Reason;

class SignOutTest {
    private static final Instant NOON = Instant.parse("2027-03-01T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(60);
    private static final AuditEvent CHANGE =
            new AuditEvent(LATER, "ula", ClientAddress.LOCAL, "user.update", "ana@example.si", "", null, null);
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
        Optional<SignOut> block = SignOut.of(ANA, BLOCKED, CHANGE);
        assertThat(block).map(SignOut::kick).contains(true);
        assertThat(block).map(SignOut::names).contains(ANA.names());
        assertThat(SignOut.of(ANA, ANA.withSessionsValidFrom(LATER), CHANGE))
                .contains(new SignOut("ana@example.si", ANA.names(), true, "Sessions revoked", "ula", LATER));
        assertThat(SignOut.ofRemoval(ANA, CHANGE))
                .isEqualTo(new SignOut("ana@example.si", ANA.names(), true, "User removed", "ula", LATER));
    }

    @Test
    void aResetForgetsPasswordsAndEndsSessionsOnlyWhereItSignsOut() {
        User reset = ANA.withPassword(new PasswordState(Optional.of("{SSHA}new"), LATER, true));
        assertThat(SignOut.of(ANA, reset, CHANGE)).map(SignOut::kick).contains(false);
        assertThat(SignOut.of(ANA, reset.withSessionsValidFrom(LATER), CHANGE))
                .contains(new SignOut("ana@example.si", ANA.names(), true, "New password", "ula", LATER));
    }

    @Test
    void aNameThatIsTakenAwayIsToldThoughTheUserHasItNoMore() {
        User without = ANA.withProfile(ANA.profile().withAliases(Set.of()));
        assertThat(SignOut.of(ANA, without, CHANGE)).map(SignOut::names).contains(ANA.names());
        assertThat(SignOut.of(ANA, without, CHANGE)).map(SignOut::kick).contains(true);
    }

    @Test
    void whatDovecotMayHaveRememberedAsRefusedIsForgotten() {
        User without = ANA.withProfile(ANA.profile().withAliases(Set.of()));
        assertThat(SignOut.of(BLOCKED, ANA, CHANGE)).map(SignOut::cause).contains("Sign-in allowed");
        assertThat(SignOut.of(without, ANA, CHANGE)).map(SignOut::cause).contains("Name added");
        assertThat(SignOut.of(BLOCKED, ANA, CHANGE)).map(SignOut::kick).contains(false);
    }

    @Test
    void otherChangesAreNoConcernOfDovecot() {
        assertThat(SignOut.of(ANA, ANA.withRoles(Set.of(Role.HELPDESK_ADMINISTRATOR)), CHANGE))
                .isEmpty();
        assertThat(SignOut.of(ANA, ANA.withProfile(ANA.profile().withDisplayName("Ana Kos")), CHANGE))
                .isEmpty();
        User upgraded = ANA.withPassword(ANA.password().rehashed("$argon2id$v=19$..."));
        assertThat(SignOut.of(ANA, upgraded, CHANGE)).isEmpty();
    }
}
