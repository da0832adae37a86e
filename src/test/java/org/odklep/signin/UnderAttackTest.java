package org.odklep.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.odklep.signin.SignInSetup.NOON;
import static org.odklep.signin.SignInSetup.RIGHT;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Reason;
import org.odklep.kernel.Secret;
import org.odklep.user.SignInBlock;
import org.odklep.user.User;

/** What attackers try, and what becomes of the owners meanwhile. */
class UnderAttackTest {
    private static final AccountName ANA = AccountName.of("ana@example.si");
    private static final ClientAddress HOME = new ClientAddress("192.0.2.7");
    private static final ClientAddress ATTACKER = new ClientAddress("203.0.113.9");

    private final SignInSetup setup = new SignInSetup();
    private final SignInSetup.Node node = setup.node();

    @ParameterizedTest
    @ValueSource(ints = {12, 32, 63})
    void theRightPasswordAmongSixtyFourGuessesAtOnceIsNotTakenOnceTheThresholdIsReached(int position) {
        setup.add(ANA);
        for (int burst = 0; burst < 20; burst++) {
            AccountName account = AccountName.of("user" + burst + "@example.si");
            setup.add(account);
            guesses(node, account, 0, 10);
            Queue<String> answers = new ConcurrentLinkedQueue<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 64; i++) {
                    Secret password = i == position ? RIGHT : guess(100 + i);
                    threads.submit(() -> answers.add(node.tryPassword(account, password, ATTACKER, NOON)));
                }
            }
            assertThat(answers).hasSize(64).containsOnly("LOCKED_OUT");
            assertThat(setup.looks(account)).isEqualTo(10);
        }
    }

    @Test
    void nodesShareTheCountAndARestartForgetsNothing() {
        setup.add(ANA);
        SignInSetup.Node other = setup.node();
        for (int i = 0; i < 10; i++) {
            (i % 2 == 0 ? node : other).tryPassword(ANA, guess(i), ATTACKER, NOON);
        }
        for (SignInSetup.Node each : List.of(node, other, setup.node())) {
            assertThat(each.tryPassword(ANA, RIGHT, ATTACKER, NOON)).isEqualTo("LOCKED_OUT");
        }
        assertThat(setup.looks(ANA)).isEqualTo(10);
    }

    @Test
    void whileTwoHundredNetworksGuessTheOwnerAlwaysGetsInAndTheyGetFewGuesses() {
        setup.add(ANA);
        node.tryPassword(ANA, RIGHT, HOME, NOON);
        int before = setup.looks(ANA);
        int guess = 0;
        List<String> owner = new ArrayList<>();
        for (int second = 0; second < 600; second++) {
            Instant now = NOON.plusSeconds(second);
            for (int i = 0; i < 50; i++) {
                node.tryPassword(ANA, guess(guess), network(guess % 200), now);
                guess++;
            }
            if (second % 60 == 0) {
                owner.add(node.tryPassword(ANA, RIGHT, HOME, now));
            }
        }
        assertThat(owner).hasSize(10).containsOnly("granted");
        assertThat(setup.looks(ANA) - before - owner.size()).isLessThanOrEqualTo(100);
    }

    @Test
    void twoGuessesAMinuteAtEachOfTenThousandUsersRefuseNobodyAtHome() {
        List<AccountName> users = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            users.add(AccountName.of("user" + i + "@example.si"));
            setup.add(users.getLast());
            node.tryPassword(users.getLast(), RIGHT, HOME, NOON);
        }
        int refused = 0;
        for (int minute = 1; minute <= 8; minute++) {
            Instant now = NOON.plus(Duration.ofMinutes(minute));
            for (int i = 0; i < users.size(); i++) {
                node.tryPassword(users.get(i), guess(2 * minute), network(i % 5_000), now);
                node.tryPassword(users.get(i), guess(2 * minute + 1), network((i + 1) % 5_000), now);
            }
            for (AccountName user : users) {
                refused += node.tryPassword(user, RIGHT, HOME, now).equals("granted") ? 0 : 1;
            }
        }
        assertThat(refused).isZero();
        assertThat(node.tryPassword(users.getFirst(), guess(0), network(9_999), NOON.plus(Duration.ofMinutes(8))))
                .as("elsewhere the account is locked")
                .isEqualTo("LOCKED_OUT");
    }

    @Test
    void onePasswordAtManyUsersCountsForEachOfThem() {
        for (int i = 0; i < 50; i++) {
            setup.add(AccountName.of("user" + i + "@example.si"));
        }
        for (int i = 0; i < 10; i++) {
            for (int user = 0; user < 50; user++) {
                node.tryPassword(AccountName.of("user" + user + "@example.si"), guess(i), network(user), NOON);
            }
        }
        for (int user = 0; user < 50; user++) {
            AccountName name = AccountName.of("user" + user + "@example.si");
            assertThat(node.signIns().lockouts(name, NOON)).as(name.value()).hasSize(1);
        }
    }

    @Test
    void loopbackIsAPlaceLikeAnyOther() {
        setup.add(ANA);
        for (String loopback : List.of("127.0.0.1", "0:0:0:0:0:0:0:1")) {
            ClientAddress client = new ClientAddress(loopback);
            for (int i = 0; i < SprayGuard.REFUSED; i++) {
                node.tryPassword(AccountName.of(loopback.hashCode() + "u" + i), guess(i), client, NOON);
            }
            assertThat(node.tryPassword(ANA, RIGHT, client, NOON)).isEqualTo("MALICIOUS_NETWORK");
        }
    }

    @Test
    void aBlockStaysAsTheAdministratorMadeItWhateverIsSent() {
        SignInBlock block = new SignInBlock(Reason.of("She left us in May."), "maja", NOON);
        User ana = setup.add(ANA);
        User blocked = setup.replace(ana, ana.withBlock(Optional.of(block)));
        for (int i = 0; i < 200; i++) {
            Secret password = i % 2 == 0 ? RIGHT : guess(i);
            assertThat(node.tryPassword(ANA, password, network(i % 7), NOON)).isEqualTo("SIGN_IN_BLOCKED");
        }
        assertThat(setup.users.byId(ana.id()).orElseThrow().block()).contains(block);
        assertThat(node.signIns().lockouts(ANA, NOON)).as("nothing counted").isEmpty();
        setup.replace(blocked, blocked.withBlock(Optional.empty()));
        assertThat(node.tryPassword(ANA, RIGHT, ATTACKER, NOON)).isEqualTo("granted");
    }

    @Test
    void junkNamesPushNobodysCountOut() {
        setup.add(ANA);
        guesses(node, ANA, 0, 10);
        for (int i = 0; i < 200_000; i++) {
            node.signIns()
                    .begin(
                            new SignInAttempt(
                                    AccountName.of("junk" + i),
                                    network(i % 60_000),
                                    ClientKind.IMAP,
                                    OptionalInt.of(i)),
                            NOON);
        }
        assertThat(node.tryPassword(ANA, RIGHT, ATTACKER, NOON)).isEqualTo("LOCKED_OUT");
    }

    private static void guesses(SignInSetup.Node node, AccountName account, int from, int to) {
        for (int i = from; i < to; i++) {
            node.tryPassword(account, guess(i), ATTACKER, NOON);
        }
    }

    private static ClientAddress network(int number) {
        return new ClientAddress("10." + number / 250 + "." + number % 250 + ".9");
    }

    private static Secret guess(int number) {
        return Secret.of("guess " + number);
    }
}
