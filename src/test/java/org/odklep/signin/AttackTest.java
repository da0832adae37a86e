package org.odklep.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;

class AttackTest {
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

    @Test
    void anAccountIsUnderAttackFromTwentyFailuresOn() {
        assertThat(Attack.among(many(19, i -> wrong("ana@example.si", "198.51." + i + ".1")), NOW))
                .isEmpty();
        assertThat(Attack.among(many(20, i -> wrong("ana@example.si", "198.51." + i + ".1")), NOW))
                .containsExactly(new Attack.OnAccount(AccountName.of("ana@example.si"), 20, 20));
    }

    @Test
    void aNetworkAttacksFromTwentyAccountsOn() {
        assertThat(Attack.among(many(19, i -> wrong("user" + i + "@example.si", "198.51.100." + i)), NOW))
                .isEmpty();
        assertThat(Attack.among(many(40, i -> wrong("user" + i / 2 + "@example.si", "198.51.100." + i)), NOW))
                .containsExactly(new Attack.FromNetwork("198.51.100.0/24", 20, 40));
    }

    @Test
    void theWorstComesFirst() {
        List<SignInRecord> guesses = new ArrayList<>(many(20, i -> wrong("ana@example.si", "192.0.2.1")));
        guesses.addAll(many(30, i -> wrong("bor@example.si", "192.0.2.2")));
        assertThat(Attack.among(guesses, NOW)).extracting(Attack::size).containsExactly(30, 20);
    }

    @Test
    void whatIsOverAnHourOldOrHadTheRightPasswordDoesNotCount() {
        List<SignInRecord> old = many(50, i -> at(NOW.minus(Attack.WINDOW), SignInCode.WRONG_PASSWORD));
        List<SignInRecord> right = many(50, i -> at(NOW, SignInCode.PASSWORD_MUST_CHANGE));
        assertThat(Attack.among(old, NOW)).isEmpty();
        assertThat(Attack.among(right, NOW)).isEmpty();
        assertThat(Attack.among(many(50, i -> at(NOW.minus(Duration.ofMinutes(59)), SignInCode.LOCKED_OUT)), NOW))
                .hasSize(1);
    }

    private static List<SignInRecord> many(int number, IntFunction<SignInRecord> each) {
        return IntStream.range(0, number).mapToObj(each).toList();
    }

    private static SignInRecord wrong(String account, String client) {
        return record(account, client, NOW, SignInCode.WRONG_PASSWORD);
    }

    private static SignInRecord at(Instant at, SignInCode code) {
        return record("ana@example.si", "192.0.2.1", at, code);
    }

    private static SignInRecord record(String account, String client, Instant at, SignInCode code) {
        return new SignInRecord(
                "ID", at, AccountName.of(account), new ClientAddress(client), ClientKind.IMAP, false, code);
    }
}
