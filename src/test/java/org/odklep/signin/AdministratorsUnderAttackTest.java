package org.odklep.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.odklep.signin.SignInSetup.NOON;
import static org.odklep.signin.SignInSetup.RIGHT;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.odklep.account.Administrator;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Secret;

/** What guessing at administrators comes to: they are guarded as users are. */
class AdministratorsUnderAttackTest {
    private static final Administrator MAJA = SignInSetup.administrator("maja");
    private static final ClientAddress HOME = new ClientAddress("192.0.2.7");
    private static final ClientAddress HOTEL = new ClientAddress("198.51.100.7");
    private static final ClientAddress ATTACKER = new ClientAddress("203.0.113.9");

    private final SignInSetup setup = new SignInSetup();
    private final SignInSetup.Node node = setup.node();

    @Test
    void theGuessesOfAllNetworksTogetherAreFewInADay() {
        assertThat(node.tryPassword(MAJA, RIGHT, HOME, NOON)).isEqualTo("SUCCESS");
        for (int i = 0; i < 65_536; i++) {
            node.tryPassword(MAJA, guess(i), network(i), NOON.plus(Duration.ofMillis(1_318L * i)));
        }
        assertThat(setup.looks(MAJA.name())).isBetween(11, 27);
        Instant evening = NOON.plus(Duration.ofDays(1));
        assertThat(node.tryPassword(MAJA, RIGHT, HOTEL, evening)).isEqualTo("LOCKED_OUT");
        assertThat(node.tryPassword(MAJA, RIGHT, HOME, evening))
                .as("the owner at a familiar place is locked out of nothing")
                .isEqualTo("SUCCESS");
    }

    @Test
    void anotherNodeKnowsOfTheGuesses() {
        for (int i = 0; i < 10; i++) {
            node.tryPassword(MAJA, guess(i), network(i), NOON);
        }
        assertThat(setup.node().tryPassword(MAJA, RIGHT, HOTEL, NOON)).isEqualTo("LOCKED_OUT");
    }

    @Test
    void wrongPasswordsAtManyAdministratorsAreSpray() {
        for (int i = 0; i < SprayGuard.REFUSED; i++) {
            node.tryPassword(SignInSetup.administrator("admin" + i), guess(0), ATTACKER, NOON);
        }
        assertThat(node.tryPassword(MAJA, RIGHT, ATTACKER, NOON)).isEqualTo("MALICIOUS_NETWORK");
        assertThat(setup.looks(MAJA.name())).isZero();
        assertThat(node.tryPassword(MAJA, RIGHT, HOTEL, NOON)).isEqualTo("SUCCESS");
    }

    @Test
    void aPasswordWithoutItsSecondFactorMakesNoPlaceFamiliar() {
        node.tryPassword(MAJA, guess(1), HOTEL, NOON);
        PasswordTry request = new PasswordTry(MAJA.name(), RIGHT, HOTEL, ClientKind.WEB);
        assertThat(node.door().tryPassword(request, MAJA, owner -> true, NOON)).isEqualTo(SignInCode.FACTOR_AWAITED);
        assertThat(setup.places().of(MAJA.name())).isEmpty();
        assertThat(setup.lockouts()
                        .get(new LockoutStore.Key(MAJA.name(), false))
                        .failures())
                .isOne();
        node.door().factorShown(MAJA.name(), HOTEL, NOON);
        assertThat(setup.places().of(MAJA.name())).hasSize(1);
        assertThat(setup.lockouts().get(new LockoutStore.Key(MAJA.name(), false)))
                .isEqualTo(LockoutState.NONE);
    }

    private static Secret guess(int number) {
        return Secret.of("guess " + number);
    }

    private static ClientAddress network(int number) {
        return ClientAddress.parse("2001:db8:7:" + Integer.toHexString(number) + "::1")
                .orElseThrow();
    }
}
