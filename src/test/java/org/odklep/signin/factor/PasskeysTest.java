package org.odklep.signin.factor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odklep.account.Actor;
import org.odklep.account.Role;
import org.odklep.audit.AuditEntry;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Secret;
import org.odklep.passkey.WebauthnVerifier;
import org.odklep.signin.FactorNeed;
import org.odklep.signin.LockoutPolicy;
import org.odklep.signin.SessionOwner;
import org.odklep.signin.SmartLockout;
import org.odklep.signin.WebSession;
import org.odklep.store.Together;
import org.odklep.store.memory.MemoryAuditLog;
import org.odklep.store.memory.MemoryFactorStore;
import org.odklep.testing.SoftAuthenticator;

/** What a passkey is worth, with real keys and signatures. */
class PasskeysTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final SessionOwner ANA = new SessionOwner(SessionOwner.Kind.ADMINISTRATOR, "ana");
    private static final SessionOwner EVA = new SessionOwner(SessionOwner.Kind.ADMINISTRATOR, "eva");
    private static final Actor ACTOR = new Actor("ana", Role.GLOBAL_ADMINISTRATOR, ClientAddress.LOCAL);
    private static final WebSession SESSION = session(ANA, "1");
    private static final PasskeySite SITE = new PasskeySite("odklep.example.si", "https://odklep.example.si");

    private final MemoryAuditLog audit = new MemoryAuditLog();
    private final MemoryFactorStore store = new MemoryFactorStore(audit);
    private final SmartLockout lockout = new SmartLockout(LockoutPolicy.DEFAULT);
    private final Passkeys passkeys = new Passkeys(store, new WebauthnVerifier(), lockout, new Random(3));
    private final SecondFactors factors = new SecondFactors(
            store,
            new KeySeal(Secret.of("a key of more than thirty-two characters"), new Random(1)),
            lockout,
            Set.of(Role.GLOBAL_ADMINISTRATOR),
            new Random(2));
    private final SoftAuthenticator phone = new SoftAuthenticator();

    @Test
    void theFirstPasskeyIsAFactorAndComesWithRecoveryCodes() {
        assertThat(factors.of(ANA, Set.of(Role.GLOBAL_ADMINISTRATOR))).isEqualTo(FactorNeed.SET_UP);
        List<Secret> codes = codes(add(phone, "Phone"));
        assertThat(codes).hasSize(RecoveryCodes.NUMBER);
        assertThat(factors.of(ANA, Set.of(Role.GLOBAL_ADMINISTRATOR))).isEqualTo(FactorNeed.SHOW);
        assertThat(factors.summary(ANA)).isEqualTo(new FactorSummary(null, 1, 10));
        assertThat(show(phone, NOON)).isEqualTo(FactorAnswer.RIGHT);
        assertThat(passkeys.of(ANA)).singleElement().satisfies(each -> {
            assertThat(each.name()).isEqualTo("Phone");
            assertThat(each.used()).isEqualTo(NOON);
        });
        assertThat(codes(add(new SoftAuthenticator(), "Key")))
                .as("the codes stay good")
                .isEmpty();
        assertThat(factors.show(ANA, codes.getFirst(), ACTOR, NOON)).isEqualTo(FactorAnswer.RIGHT);
        assertThat(actions()).containsExactly("passkey.add", "passkey.add", "factor.recoveryCode");
    }

    @Test
    void anAppBesidePasskeysLeavesTheirRecoveryCodesGood() {
        List<Secret> codes = codes(add(phone, "Phone"));
        factors.begin(ANA, NOON);
        byte[] key = new org.apache.commons.codec.binary.Base32()
                .decode(factors.pending(ANA, NOON).orElseThrow().reveal());
        Secret code = Secret.of(Totp.code(key, Totp.step(NOON)));
        assertThat(factors.confirm(ANA, code, ACTOR, NOON)).hasValue(List.of());
        assertThat(factors.show(ANA, codes.getFirst(), ACTOR, NOON)).isEqualTo(FactorAnswer.RIGHT);
        assertThat(show(phone, NOON)).isEqualTo(FactorAnswer.RIGHT);
    }

    @Test
    void anAnswerIsGoodOnce() {
        add(phone, "Phone");
        String answer = phone.get(passkeys.challenge(SESSION, NOON), SITE);
        assertThat(show(answer, NOON)).isEqualTo(FactorAnswer.RIGHT);
        assertThat(show(answer, NOON)).isEqualTo(FactorAnswer.DENIED);
        passkeys.challenge(SESSION, NOON);
        assertThat(show(answer, NOON)).as("about the challenge before").isEqualTo(FactorAnswer.DENIED);
    }

    @Test
    void ofManyWhoShowOneAnswerAtOnceOneComesIn() {
        add(phone, "Phone");
        String answer = phone.get(passkeys.challenge(SESSION, NOON), SITE);
        List<FactorAnswer> answers = Together.run(16, each -> show(answer, NOON));
        assertThat(answers).filteredOn(FactorAnswer.RIGHT::equals).hasSize(1);
    }

    @Test
    void aChallengeIsOfItsSessionAndOfTheseFiveMinutes() {
        add(phone, "Phone");
        String challenge = passkeys.challenge(SESSION, NOON);
        assertThat(passkeys.challenge(SESSION, NOON.plusSeconds(119))).isEqualTo(challenge);
        WebSession other = session(ANA, "2");
        assertThat(passkeys.challenge(other, NOON)).isNotEqualTo(challenge);
        assertThat(passkeys.show(other, answer(phone.get(challenge, SITE)), ACTOR, NOON))
                .isEqualTo(FactorAnswer.DENIED);
        assertThat(show(phone.get(challenge, SITE), NOON.plus(Challenges.LIFE).minusMillis(1)))
                .isEqualTo(FactorAnswer.RIGHT);
        String late = passkeys.challenge(SESSION, NOON);
        assertThat(show(phone.get(late, SITE), NOON.plus(Challenges.LIFE))).isEqualTo(FactorAnswer.DENIED);
        assertThat(passkeys.challenge(SESSION, NOON.plus(Challenges.YOUNG))).isNotEqualTo(late);
    }

    @Test
    void noMoreThanTwentyChallengesAreKept() {
        for (int i = 0; i < 30; i++) {
            passkeys.challenge(session(ANA, "session " + i), NOON);
        }
        assertThat(store.find(ANA).challenges().open()).hasSize(Challenges.MOST);
    }

    @Test
    void anotherSiteAnotherKindAndAnotherKeyAreWrong() {
        add(phone, "Phone");
        PasskeySite evil = new PasskeySite("odklep.example.si", "https://odklep.example.si.evil.example");
        assertThat(show(phone.get(challenge(), evil), NOON)).isEqualTo(FactorAnswer.DENIED);
        PasskeySite party = new PasskeySite("evil.example", "https://odklep.example.si");
        assertThat(show(phone.get(challenge(), party), NOON)).isEqualTo(FactorAnswer.DENIED);
        assertThat(show(phone.get("webauthn.create", challenge(), SITE), NOON)).isEqualTo(FactorAnswer.DENIED);
        assertThat(show(new SoftAuthenticator().get(challenge(), SITE), NOON)).isEqualTo(FactorAnswer.DENIED);
        assertThat(show(phone.get(challenge(), SITE), NOON)).isEqualTo(FactorAnswer.RIGHT);
    }

    @Test
    void thePasskeyOfSomebodyElseIsWrong() {
        add(phone, "Phone");
        WebSession evas = session(EVA, "1");
        SoftAuthenticator key = new SoftAuthenticator();
        String made = key.create(passkeys.challenge(evas, NOON), SITE);
        passkeys.add(evas, answer(made), "Key", ACTOR, NOON);
        assertThat(show(key.get(challenge(), SITE), NOON)).isEqualTo(FactorAnswer.DENIED);
        assertThat(passkeys.show(evas, answer(key.get(passkeys.challenge(evas, NOON), SITE)), ACTOR, NOON))
                .isEqualTo(FactorAnswer.RIGHT);
    }

    @Test
    void aCounterThatGoesBackIsRefusedAndAudited() {
        add(phone.counting(10), "Phone");
        assertThat(show(phone, NOON)).isEqualTo(FactorAnswer.RIGHT);
        phone.counting(4);
        assertThat(show(phone, NOON)).isEqualTo(FactorAnswer.DENIED);
        assertThat(events()).last().satisfies(event -> {
            assertThat(event.action()).isEqualTo("passkey.clone");
            assertThat(event.before()).isEqualTo("Phone");
        });
        assertThat(show(phone.counting(12), NOON)).as("the real one goes on").isEqualTo(FactorAnswer.RIGHT);
    }

    @Test
    void wrongPasskeysCountTogetherWithWrongCodes() {
        List<Secret> codes = codes(add(phone, "Phone"));
        for (int i = 0; i < LockoutPolicy.DEFAULT.threshold() / 2; i++) {
            show("{}", NOON);
            factors.show(ANA, Secret.of("123456"), ACTOR, NOON);
        }
        assertThat(show(phone, NOON)).isEqualTo(FactorAnswer.DENIED);
        assertThat(factors.show(ANA, codes.getFirst(), ACTOR, NOON)).isEqualTo(FactorAnswer.DENIED);
        Instant later = NOON.plus(LockoutPolicy.DEFAULT.first());
        assertThat(show(phone, later)).isEqualTo(FactorAnswer.RIGHT);
        assertThat(actions()).containsExactly("passkey.add", "factor.lock");
    }

    @Test
    void onePasskeyIsAddedOnceAndNoMoreThanTen() {
        add(phone, "Phone");
        assertThat(add(phone, "Again")).isEqualTo(new PasskeyAdded.NotRight());
        for (int i = 1; i < Passkeys.MOST; i++) {
            assertThat(add(new SoftAuthenticator(), "Key " + i)).isInstanceOf(PasskeyAdded.Added.class);
        }
        assertThat(add(new SoftAuthenticator(), "One more")).isEqualTo(new PasskeyAdded.TooMany());
        assertThat(passkeys.of(ANA)).hasSize(Passkeys.MOST);
    }

    @Test
    void theLastOneTakesTheRecoveryCodesWithIt() {
        List<Secret> codes = codes(add(phone, "Phone"));
        add(new SoftAuthenticator(), "Key");
        assertThat(passkeys.remove(ANA, "nothing", ACTOR, NOON)).isFalse();
        assertThat(passkeys.remove(EVA, passkeys.of(ANA).getFirst().handle(), ACTOR, NOON))
                .isFalse();
        assertThat(passkeys.remove(ANA, passkeys.of(ANA).getFirst().handle(), ACTOR, NOON))
                .isTrue();
        assertThat(passkeys.of(ANA)).extracting(Passkey::name).containsExactly("Phone");
        assertThat(passkeys.remove(ANA, passkeys.of(ANA).getFirst().handle(), ACTOR, NOON))
                .isTrue();
        assertThat(store.find(ANA)).isEqualTo(Factors.NONE);
        assertThat(factors.show(ANA, codes.getFirst(), ACTOR, NOON)).isEqualTo(FactorAnswer.DENIED);
        assertThat(show(phone, NOON)).isEqualTo(FactorAnswer.DENIED);
    }

    @Test
    void theEndOfTheSecondFactorIsThatOfItsPasskeys() {
        add(phone, "Phone");
        assertThat(factors.removeOwn(ANA, ACTOR, NOON)).isTrue();
        assertThat(passkeys.of(ANA)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"id\":\"\",\"response\":null}",
                "{\"id\":\"AA\",\"rawId\":\"AA\",\"type\":\"public-key\",\"response\":{\"clientDataJSON\":\"e30\",\"attestationObject\":\"oA\"}}",
                "\u0000"
            })
    void strangeTextsAreWrong(String text) {
        add(phone, "Phone");
        assertThat(show(text, NOON)).isEqualTo(FactorAnswer.DENIED);
        passkeys.challenge(SESSION, NOON);
        assertThat(passkeys.add(SESSION, answer(text), "Key", ACTOR, NOON)).isEqualTo(new PasskeyAdded.NotRight());
    }

    @Test
    void longTextsAreWrong() {
        add(phone, "Phone");
        String right = phone.get(challenge(), SITE);
        assertThat(show(right + " ".repeat(PasskeyAnswer.MAX_LENGTH), NOON)).isEqualTo(FactorAnswer.DENIED);
    }

    @Test
    void aNameIsShortAndVisible() {
        assertThat(Passkey.name("  Ključ na verižici ")).hasValue("Ključ na verižici");
        for (String text : List.of("", " ", "a\nb", "a\u202Eb", "x".repeat(Passkey.MAX_NAME + 1))) {
            assertThat(Passkey.name(text)).isEmpty();
        }
    }

    private PasskeyAdded add(SoftAuthenticator authenticator, String name) {
        return passkeys.add(SESSION, answer(authenticator.create(challenge(), SITE)), name, ACTOR, NOON);
    }

    private FactorAnswer show(SoftAuthenticator authenticator, Instant now) {
        return show(authenticator.get(passkeys.challenge(SESSION, now), SITE), now);
    }

    private FactorAnswer show(String json, Instant now) {
        return passkeys.show(SESSION, answer(json), ACTOR, now);
    }

    private String challenge() {
        return passkeys.challenge(SESSION, NOON);
    }

    private static PasskeyAnswer answer(String json) {
        return new PasskeyAnswer(SITE, json);
    }

    private static List<Secret> codes(PasskeyAdded outcome) {
        return outcome instanceof PasskeyAdded.Added(List<Secret> codes)
                ? codes
                : org.assertj.core.api.Assertions.fail(outcome.toString());
    }

    private static WebSession session(SessionOwner owner, String id) {
        WebSession.Proof proof = new WebSession.Proof("", false, NOON, false);
        return new WebSession(id, owner, proof, new WebSession.Device(ClientAddress.LOCAL, ""), NOON, NOON);
    }

    private List<String> actions() {
        return events().stream().map(AuditEvent::action).toList();
    }

    private List<AuditEvent> events() {
        try (var entries = audit.all()) {
            return entries.map(AuditEntry::event).toList();
        }
    }
}
