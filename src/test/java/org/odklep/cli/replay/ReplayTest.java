package org.odklep.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.odklep.sending.SendingSetup.ANA;
import static org.odklep.sending.SendingSetup.BOR;
import static org.odklep.sending.SendingSetup.CLIENT;
import static org.odklep.sending.SendingSetup.NOON;
import static org.odklep.sending.SendingSetup.limited;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.odklep.cli.replay.log.LoggedMessage;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.MailAddress;
import org.odklep.kernel.MailDomain;
import org.odklep.sending.Action;
import org.odklep.sending.Limit;
import org.odklep.sending.OutboundPolicy;

class ReplayTest {
    private static final OutboundPolicy TEN_A_DAY = limited(Map.of(Limit.ALL_PER_DAY, 10));
    private static final InternalDomains OURS = InternalDomains.named(List.of(MailDomain.of("example.si")));

    private final List<LoggedMessage> messages = new ArrayList<>();

    @Test
    void aRestrictionHoldsToTheEndOfTheLogAndStopsNobodyElse() {
        sent(ANA, NOON, strangers(6));
        sent(ANA, NOON.plusSeconds(60), strangers(6));
        sent(BOR, NOON.plusSeconds(61), strangers(6));
        sent(ANA, NOON.plus(Duration.ofDays(40)), strangers(2));
        assertThat(run(TEN_A_DAY))
                .containsExactly("restriction ana@example.si 2026-11-20T12:01:00Z - recipientsPerDay 12/10 2 8");
    }

    @Test
    void aRestrictionForTodayEndsAtMidnightAndMayComeAgain() {
        for (int day = 0; day < 2; day++) {
            Instant noon = NOON.plus(Duration.ofDays(day));
            sent(ANA, noon, strangers(11));
            sent(ANA, noon.plusSeconds(60), strangers(1));
            sent(ANA, noon.plus(Duration.ofHours(11)), strangers(3));
        }
        assertThat(run(with(Action.RESTRICT_FOR_TODAY, false)))
                .containsExactly(
                        "restriction ana@example.si 2026-11-20T12:00:00Z 2026-11-20T23:00:00Z recipientsPerDay 11/10 2 12",
                        "restriction ana@example.si 2026-11-21T12:00:00Z 2026-11-21T23:00:00Z recipientsPerDay 14/10 2 12");
    }

    @Test
    void aPolicyInShadowAndOneThatAlertsRefuseNothing() {
        sent(ANA, NOON, strangers(11));
        sent(ANA, NOON.plusSeconds(60), strangers(11));
        assertThat(run(with(Action.RESTRICT, true)))
                .containsExactly("shadow ana@example.si 2026-11-20T12:00:00Z - recipientsPerDay 11/10 0 0");
        assertThat(run(with(Action.ALERT, false)))
                .containsExactly("alert ana@example.si 2026-11-20T12:00:00Z - recipientsPerDay 11/10 0 0");
    }

    @Test
    void messagesThatAreTooLargeOrComeTooFastAreCounted() {
        OutboundPolicy policy = limited(Map.of(Limit.PER_MESSAGE, 3, Limit.MESSAGES_PER_MINUTE, 2));
        sent(ANA, NOON, strangers(4));
        sent(ANA, NOON, strangers(5));
        IntStream.range(0, 5).forEach(each -> sent(BOR, NOON.plusSeconds(each), strangers(2)));
        assertThat(run(policy))
                .containsExactly(
                        "tooManyRecipients ana@example.si 2026-11-20T12:00:00Z - recipientsPerMessage 5/3 2 9",
                        "tooFast bor@example.si 2026-11-20T12:00:02Z - messagesPerMinute -/2 3 6");
    }

    @Test
    void subdomainsAndBareNamesAreInternalAndUnnamedRecipientsExternal() {
        OutboundPolicy policy = limited(Map.of(Limit.EXTERNAL_PER_HOUR, 2));
        sent(ANA, NOON, List.of(address("a@example.si"), address("b@mail.example.si"), address("root")));
        sent(ANA, NOON, List.of(address("c@notexample.si"), address("d@example.net")));
        messages.add(new LoggedMessage(ANA, NOON, "4A", "", CLIENT, 1, List.of(), 1));
        assertThat(run(policy))
                .containsExactly("restriction ana@example.si 2026-11-20T12:00:00Z - externalRecipientsPerHour 3/2 1 1");
    }

    @Test
    void recipientsOfEarlierDaysAreNoFirstTimeOnes() {
        OutboundPolicy policy = limited(Map.of(Limit.FIRST_TIME_PER_DAY, 5));
        IntStream.range(0, 10).forEach(day -> sent(ANA, NOON.plus(Duration.ofDays(day * 3L)), strangers(5)));
        assertThat(run(policy)).isEmpty();
        sent(ANA, NOON.plus(Duration.ofDays(60)), strangers(11));
        assertThat(run(policy))
                .containsExactly(
                        "restriction ana@example.si 2027-01-19T12:00:00Z - firstTimeExternalRecipientsPerDay 6/5 1 11");
    }

    private void sent(AccountName account, Instant time, List<MailAddress> recipients) {
        messages.add(new LoggedMessage(account, time, "4A", account.value(), CLIENT, 1000, recipients, 0));
    }

    private List<String> run(OutboundPolicy policy) {
        return Replay.run(messages, List.of(policy), OURS).stream()
                .map(found -> "%s %s %s %s %s %s/%d %d %d"
                        .formatted(
                                found.event().key(),
                                found.account(),
                                found.since(),
                                found.until().map(Instant::toString).orElse("-"),
                                found.limit().key(),
                                found.measured().isPresent() ? found.measured().getAsLong() : "-",
                                found.allowed(),
                                found.messages(),
                                found.recipients()))
                .toList();
    }

    private static List<MailAddress> strangers(int count) {
        return IntStream.range(0, count)
                .mapToObj(each -> address("stranger" + each + "@example.net"))
                .toList();
    }

    private static MailAddress address(String text) {
        return MailAddress.parse(text).orElseThrow();
    }

    private static OutboundPolicy with(Action action, boolean shadow) {
        return new OutboundPolicy(
                TEN_A_DAY.id(),
                TEN_A_DAY.name(),
                true,
                shadow,
                TEN_A_DAY.scope(),
                TEN_A_DAY.limits(),
                action,
                TEN_A_DAY.zone());
    }
}
