package org.odklep.gate.postfix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.odklep.sending.SendingSetup.ANA;
import static org.odklep.sending.SendingSetup.NOON;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.MailAddress;
import org.odklep.kernel.MailDomain;
import org.odklep.sending.Limit;
import org.odklep.sending.Refusals;
import org.odklep.sending.SendingSetup;

/** What a dialogue cannot show: questions at the same moment, bounds, faults. */
class PostfixGateTest {
    private static final AccountName ALIAS = AccountName.of("a.novak@example.si");

    private final SendingSetup setup = new SendingSetup(SendingSetup.limited(Map.of(Limit.EXTERNAL_PER_HOUR, 1000)));
    private final GateCounters counters = new GateCounters();
    private final Map<AccountName, AccountName> aliases = new HashMap<>();
    private final PostfixGate gate = new PostfixGate(
            setup.guard(),
            new Recipients(() -> List.of(MailDomain.of("example.si")), "key".getBytes(StandardCharsets.UTF_8)),
            new Replies(new Refusals("help")),
            Optional::empty,
            name -> aliases.getOrDefault(name, name),
            counters);

    @RepeatedTest(20)
    void aQuestionThatIsRepeatedWhileItIsAnsweredCountsOnce() throws Exception {
        gate.answer(rcpt("1", "bor@example.org"), NOON);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<String>> answers = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(16)) {
            for (int i = 0; i < 16; i++) {
                answers.add(executor.submit(() -> {
                    start.await();
                    return gate.answer(endOfMessage("1", 1), NOON);
                }));
            }
            start.countDown();
            for (Future<String> answer : answers) {
                assertThat(answer.get()).isEqualTo("DUNNO");
            }
        }
        assertThat(setup.guard().sent(ANA, Duration.ofHours(1), NOON).messages())
                .isEqualTo(1);
    }

    @Test
    void messagesThatAreNeverFinishedDoNotGrowMemoryWithoutBound() {
        Generations<String> generations = new Generations<>(100);
        for (int i = 0; i < 10_000; i++) {
            generations.getOrAdd("m" + i, () -> "x");
            generations.getOrAdd("kept", () -> "first");
            assertThat(generations.count()).isLessThanOrEqualTo(200);
        }
        assertThat(generations.get("kept")).isEqualTo("first");
        assertThat(generations.get("m9999")).isEqualTo("x");
        assertThat(generations.get("m1")).isNull();
    }

    @Test
    void whenTheStoreIsAwayACrossingDefersTheMessageAndALaterOneIsRefused() {
        setup.policy(SendingSetup.limited(Map.of(Limit.EXTERNAL_PER_HOUR, 1)));
        setup.lockStore().goAway();
        assertThat(gate.answer(endOfMessage("1", 2), NOON)).startsWith("451 4.3.0 ");
        setup.lockStore().comeBack();
        assertThat(gate.answer(endOfMessage("2", 2), NOON)).startsWith("550 5.1.8 ");
        assertThat(counters.of(GateCounters.Outcome.NOT_RECORDED)).isEqualTo(1);
        assertThat(counters.of(GateCounters.Outcome.RESTRICTED)).isEqualTo(1);
        assertThat(counters.lastRequestMillis()).isEqualTo(NOON.toEpochMilli());
    }

    @Test
    void hugeCountsOfRecipientsAreCountedAsHuge() {
        setup.policy(SendingSetup.limited(Map.of()));
        for (int i = 0; i < 3; i++) {
            gate.answer(endOfMessage("m" + i, Integer.MAX_VALUE), NOON);
        }
        assertThat(setup.guard().sent(ANA, Duration.ofHours(1), NOON).recipients())
                .isEqualTo(Integer.MAX_VALUE);
        setup.policy(SendingSetup.limited(Map.of(Limit.ALL_PER_DAY, 1_000_000)));
        assertThat(gate.answer(endOfMessage("m", 1), NOON)).startsWith("550 5.1.8 ");
    }

    @Test
    void aReplyIsAlwaysOneLine() {
        String reply = StandardCharsets.UTF_8
                .decode(PolicyCodec.encode("550 no\r\naction=OK\n\n"))
                .toString();
        assertThat(reply).isEqualTo("action=550 no  action=OK  \n\n");
    }

    @Test
    void anAddressHasOneFingerprintInAnyCaseAndAnotherUnderAnotherKey() {
        Recipients recipients = new Recipients(List::of, new byte[] {1});
        Recipients others = new Recipients(List::of, new byte[] {2});
        var lower = MailAddress.parse("bor@example.org").orElseThrow();
        var upper = MailAddress.parse("BOR@Example.ORG").orElseThrow();
        assertThat(recipients.key(lower)).isEqualTo(recipients.key(upper)).isNotEqualTo(others.key(lower));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bor%example.org@example.si",
                "bor%example.org",
                "example.org!bor",
                "example.org!bor@example.si",
                "\"bor@example.org\"@example.si",
                "bor@example.org"
            })
    void whatIsSentOnToAnotherDomainIsOutside(String recipient) {
        Recipients recipients = new Recipients(() -> List.of(MailDomain.of("example.si")), new byte[] {1});
        assertThat(recipients.isInternal(MailAddress.parse(recipient).orElseThrow()))
                .isFalse();
        assertThat(recipients.isInternal(
                        MailAddress.parse("bor@mail.example.si").orElseThrow()))
                .isTrue();
        assertThat(recipients.isInternal(MailAddress.parse("bor").orElseThrow()))
                .isTrue();
    }

    @Test
    void anAliasHasTheLimitsAndTheRestrictionOfItsUser() {
        aliases.put(ALIAS, ANA);
        setup.policy(SendingSetup.limited(Map.of(Limit.EXTERNAL_PER_HOUR, 2)));
        assertThat(gate.answer(endOfMessage(ALIAS, "1", 1), NOON)).isEqualTo("DUNNO");
        assertThat(gate.answer(endOfMessage("2", 1), NOON)).isEqualTo("DUNNO");
        assertThat(gate.answer(endOfMessage(ALIAS, "3", 1), NOON)).startsWith("550 5.1.8 ");
        assertThat(gate.answer(endOfMessage("4", 1), NOON)).startsWith("550 5.1.8 ");
        assertThat(setup.guard().sent(ALIAS, Duration.ofHours(1), NOON).messages())
                .isZero();
    }

    @Test
    void whoseANameIsIsAskedOnceAMinute() {
        List<AccountName> asked = new ArrayList<>();
        OwnNames names = new OwnNames(name -> {
            asked.add(name);
            return ANA;
        });
        Instant last = NOON.plus(OwnNames.REMEMBERED).minusMillis(1);
        assertThat(List.of(names.of(ALIAS, NOON), names.of(ALIAS, last))).containsOnly(ANA);
        assertThat(asked).hasSize(1);
        names.of(ALIAS, last.plusMillis(1));
        assertThat(asked).containsExactly(ALIAS, ALIAS);
    }

    /** Equal hash codes of texts are easy to find. */
    @Test
    void recipientsThatAreNoAddressesCountOneByOne() {
        assertThat("Aa@example.org@".hashCode()).isEqualTo("BB@example.org@".hashCode());
        Envelope envelope = new Envelope(new Recipients(() -> List.of(MailDomain.of("example.si")), new byte[] {1}));
        assertThat(envelope.add("Aa@example.org@")).isEqualTo(1);
        assertThat(envelope.add("BB@example.org@")).isEqualTo(2);
        assertThat(envelope.add("aa@example.org@")).isEqualTo(2);
        Envelope.Split split = envelope.split(3);
        assertThat(split.external()).isEqualTo(2);
        assertThat(split.externalKeys()).hasSize(2).doesNotHaveDuplicates();
    }

    /** Postfix counts a recipient as often as it was named, and asks about it as often. */
    @Test
    void whoIsNamedTwiceIsCountedOnceAndInside() {
        Envelope envelope = new Envelope(new Recipients(() -> List.of(MailDomain.of("example.si")), new byte[] {1}));
        envelope.add("bor@example.si");
        envelope.add("bor@example.si");
        envelope.add("BOR@example.si");
        envelope.add("cilka@example.org");
        envelope.add("dana@example.si");
        envelope.add("cilka@example.org");
        Envelope.Split all = envelope.split(6);
        assertThat(all.internal()).isEqualTo(2);
        assertThat(all.external()).isEqualTo(1);
        Envelope.Split withOneNobodyAskedAbout = envelope.split(7);
        assertThat(withOneNobodyAskedAbout.internal()).isEqualTo(2);
        assertThat(withOneNobodyAskedAbout.external()).isEqualTo(2);
    }

    private static PolicyRequest rcpt(String instance, String recipient) {
        return new PolicyRequest("RCPT", instance, "ana@example.si", "", recipient, 0, 0, "", "192.0.2.7");
    }

    private static PolicyRequest endOfMessage(String instance, int recipients) {
        return endOfMessage(ANA, instance, recipients);
    }

    private static PolicyRequest endOfMessage(AccountName account, String instance, int recipients) {
        return new PolicyRequest("END-OF-MESSAGE", instance, account.value(), "", "", recipients, 0, "q", "192.0.2.7");
    }
}
