package org.odklep.signin.factor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.odklep.account.Actor;
import org.odklep.account.Role;
import org.odklep.audit.AuditEntry;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Secret;
import org.odklep.signin.FactorNeed;
import org.odklep.signin.LockoutPolicy;
import org.odklep.signin.SessionOwner;
import org.odklep.signin.SmartLockout;
import org.odklep.store.Together;
import org.odklep.store.memory.MemoryAuditLog;
import org.odklep.store.memory.MemoryFactorStore;

/** What a second factor is worth, and what wrong codes lead to. */
class SecondFactorsTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final SessionOwner ANA = new SessionOwner(SessionOwner.Kind.ADMINISTRATOR, "ana");
    private static final SessionOwner EVA = new SessionOwner(SessionOwner.Kind.ADMINISTRATOR, "eva");
    private static final Actor ACTOR = new Actor("ana", Role.GLOBAL_ADMINISTRATOR, ClientAddress.LOCAL);

    private final MemoryAuditLog audit = new MemoryAuditLog();
    private final MemoryFactorStore store = new MemoryFactorStore(audit);
    private final SecondFactors factors = over("a key of more than thirty-two characters");

    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void codesAreThoseOfRfc6238(long second, String code) {
        byte[] key = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
        assertThat(Totp.code(key, Totp.step(Instant.ofEpochSecond(second)))).isEqualTo(code);
    }

    @Test
    void aKeyIsGoodForNothingBeforeItsFirstCode() {
        factors.begin(ANA, NOON);
        byte[] key = pending();
        assertThat(factors.of(ANA, Set.of())).isEqualTo(FactorNeed.NONE);
        assertThat(factors.show(ANA, code(key, NOON), ACTOR, NOON)).isEqualTo(FactorAnswer.DENIED);
        assertThat(factors.confirm(ANA, Secret.of("000000"), ACTOR, NOON)).isEmpty();
        assertThat(factors.confirm(ANA, code(key, NOON), ACTOR, NOON.plus(SecondFactors.PENDING)))
                .isEmpty();
        assertThat(factors.confirm(ANA, code(key, NOON), ACTOR, NOON)).isPresent();
        assertThat(factors.of(ANA, Set.of())).isEqualTo(FactorNeed.SHOW);
        assertThat(factors.pending(ANA, NOON))
                .as("the key is never shown again")
                .isEmpty();
    }

    @Test
    void aCodeIsGoodOnceAndNoneBeforeItIsGoodAfter() {
        byte[] key = setUp();
        Instant later = NOON.plusSeconds(300);
        assertThat(factors.show(ANA, code(key, later), ACTOR, later)).isEqualTo(FactorAnswer.RIGHT);
        assertThat(factors.show(ANA, code(key, later), ACTOR, later)).isEqualTo(FactorAnswer.DENIED);
        assertThat(factors.show(ANA, code(key, later.minusSeconds(30)), ACTOR, later))
                .isEqualTo(FactorAnswer.DENIED);
    }

    @Test
    void theCodeThatSetTheAppUpDoesNotSignInToo() {
        byte[] key = setUp();
        assertThat(factors.show(ANA, code(key, NOON), ACTOR, NOON)).isEqualTo(FactorAnswer.DENIED);
    }

    @ParameterizedTest
    @CsvSource({"-60, DENIED", "-30, RIGHT", "0, RIGHT", "30, RIGHT", "60, DENIED"})
    void aClockMayBeOffByOneStep(long seconds, FactorAnswer answer) {
        byte[] key = setUp();
        Instant later = NOON.plusSeconds(300);
        assertThat(factors.show(ANA, code(key, later.plusSeconds(seconds)), ACTOR, later))
                .isEqualTo(answer);
    }

    @Test
    void ofManyWhoShowOneCodeAtOnceOneComesIn() {
        byte[] key = setUp();
        Instant later = NOON.plusSeconds(300);
        List<FactorAnswer> answers = Together.run(16, each -> factors.show(ANA, code(key, later), ACTOR, later));
        assertThat(answers).filteredOn(FactorAnswer.RIGHT::equals).hasSize(1);
    }

    @Test
    void wrongCodesLockAndTheRightOneIsNotLookedAtThen() {
        byte[] key = setUp();
        Instant later = NOON.plusSeconds(300);
        for (int i = 0; i < LockoutPolicy.DEFAULT.threshold(); i++) {
            factors.show(ANA, Secret.of("abcdef"), ACTOR, later);
        }
        assertThat(factors.show(ANA, code(key, later), ACTOR, later)).isEqualTo(FactorAnswer.DENIED);
        Instant after = later.plus(LockoutPolicy.DEFAULT.first());
        assertThat(factors.show(ANA, code(key, after), ACTOR, after)).isEqualTo(FactorAnswer.RIGHT);
        assertThat(actions()).containsExactly("factor.add", "factor.lock");
    }

    @Test
    void wrongRecoveryCodesCountTogetherWithWrongCodesOfTheApp() {
        List<Secret> codes = codes();
        Instant later = NOON.plusSeconds(300);
        for (int i = 0; i < LockoutPolicy.DEFAULT.threshold(); i++) {
            factors.show(ANA, Secret.of(i % 2 == 0 ? "A".repeat(24) : "123456"), ACTOR, later);
        }
        assertThat(factors.show(ANA, codes.getFirst(), ACTOR, later)).isEqualTo(FactorAnswer.DENIED);
    }

    @Test
    void aRecoveryCodeIsGoodOnceAsItIsTypedAndTheStoreHoldsItsHash() {
        List<Secret> codes = codes();
        assertThat(codes).hasSize(10).doesNotHaveDuplicates();
        assertThat(store.find(ANA).toString()).doesNotContain(codes.getFirst().reveal());
        Secret typed = Secret.of(
                codes.getFirst().reveal().toLowerCase(java.util.Locale.ROOT).replace('-', ' '));
        assertThat(factors.show(ANA, typed, ACTOR, NOON)).isEqualTo(FactorAnswer.RIGHT);
        assertThat(factors.show(ANA, typed, ACTOR, NOON)).isEqualTo(FactorAnswer.DENIED);
        assertThat(factors.summary(ANA).codes()).isEqualTo(9);
        assertThat(actions()).containsExactly("factor.add", "factor.recoveryCode");
    }

    @Test
    void newCodesMakeThoseBeforeWorthless() {
        List<Secret> old = codes();
        List<Secret> young = factors.renewCodes(ANA, ACTOR, NOON).orElseThrow();
        assertThat(factors.show(ANA, old.getFirst(), ACTOR, NOON)).isEqualTo(FactorAnswer.DENIED);
        assertThat(factors.show(ANA, young.getFirst(), ACTOR, NOON)).isEqualTo(FactorAnswer.RIGHT);
        assertThat(factors.renewCodes(EVA, ACTOR, NOON)).isEmpty();
    }

    @Test
    void theStoreHoldsNoKeyThatMakesCodesWithoutTheOneOutsideOfIt() {
        byte[] key = setUp();
        Instant later = NOON.plusSeconds(300);
        assertThat(store.find(ANA).app()).isNotNull();
        assertThat(over("another key of more than thirty-two characters").show(ANA, code(key, later), ACTOR, later))
                .isEqualTo(FactorAnswer.DENIED);
        Factors ofAna = store.find(ANA);
        store.update(EVA, before -> new FactorStore.Step<>(ofAna, List.of(), true));
        assertThat(factors.show(EVA, code(key, later), ACTOR, later))
                .as("moved to another row")
                .isEqualTo(FactorAnswer.DENIED);
    }

    @Test
    void aRoleThatNeedsOneHasToSetOneUp() {
        assertThat(factors.of(ANA, Set.of(Role.AUDITOR))).isEqualTo(FactorNeed.NONE);
        assertThat(factors.of(ANA, Set.of(Role.AUDITOR, Role.GLOBAL_ADMINISTRATOR)))
                .isEqualTo(FactorNeed.SET_UP);
    }

    @Test
    void longAndStrangeTextsAreWrong() {
        setUp();
        for (String text : List.of("", " ", "1234567", "१२३४५६", "9".repeat(100_000), "\u0000")) {
            assertThat(factors.show(ANA, Secret.of(text), ACTOR, NOON)).isEqualTo(FactorAnswer.DENIED);
        }
    }

    private SecondFactors over(String key) {
        return new SecondFactors(
                store,
                new KeySeal(Secret.of(key), new Random(1)),
                new SmartLockout(LockoutPolicy.DEFAULT),
                Set.of(Role.GLOBAL_ADMINISTRATOR),
                new Random(2));
    }

    private byte[] setUp() {
        factors.begin(ANA, NOON);
        byte[] key = pending();
        assertThat(factors.confirm(ANA, code(key, NOON), ACTOR, NOON)).isPresent();
        return key;
    }

    private List<Secret> codes() {
        factors.begin(ANA, NOON);
        Optional<List<Secret>> codes = factors.confirm(ANA, code(pending(), NOON), ACTOR, NOON);
        return codes.orElseThrow();
    }

    private byte[] pending() {
        Secret key = factors.pending(ANA, NOON.plus(Duration.ofMinutes(1))).orElseThrow();
        return new org.apache.commons.codec.binary.Base32().decode(key.reveal());
    }

    private static Secret code(byte[] key, Instant at) {
        return Secret.of(Totp.code(key, Totp.step(at)));
    }

    private List<String> actions() {
        try (var entries = audit.all()) {
            return entries.map(AuditEntry::event).map(event -> event.action()).toList();
        }
    }
}
