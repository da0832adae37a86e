package org.odklep.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.odklep.sending.SendingLimitsTest.assertAllowed;
import static org.odklep.sending.SendingLimitsTest.restriction;
import static org.odklep.sending.SendingSetup.ANA;
import static org.odklep.sending.SendingSetup.MAJA;
import static org.odklep.sending.SendingSetup.NOON;
import static org.odklep.sending.SendingSetup.REASON;
import static org.odklep.sending.SendingSetup.limited;
import static org.odklep.sending.SendingSetup.with;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.odklep.lock.ReleaseResult;
import org.odklep.lock.SendingRestriction;

/** What crossing a limit brings about, and how it ends. */
class SendingActionsTest {
    private static final OutboundPolicy STRICT = limited(Limit.EXTERNAL_PER_HOUR, 10);

    @Test
    void aRestrictionHoldsUntilItIsReleasedHoweverLongThatTakes() {
        SendingSetup setup = new SendingSetup(STRICT);
        SendingRestriction restriction = restriction(setup.external(11, NOON));
        assertThat(restriction.until()).isEmpty();
        Instant later = NOON.plus(Duration.ofDays(400));
        assertThat(restriction(setup.internal(1, later))).isEqualTo(restriction);
        assertThat(restriction(setup.guard.preview(ANA, 1, later))).isEqualTo(restriction);
        assertThat(setup.entries("restriction.open")).hasSize(1);
    }

    @ParameterizedTest(name = "set at {0}, ends at {1}")
    @CsvSource({
        "2026-11-20T12:00:00Z, 2026-11-20T23:00:00Z",
        "2026-07-01T12:00:00Z, 2026-07-01T22:00:00Z",
        // The day on which clocks go forward has 23 hours, and the one on which they go back 25.
        "2026-03-28T23:30:00Z, 2026-03-29T22:00:00Z",
        "2026-03-28T22:59:59Z, 2026-03-28T23:00:00Z",
        "2026-10-24T22:30:00Z, 2026-10-25T23:00:00Z",
        "2026-10-25T22:59:59.999Z, 2026-10-25T23:00:00Z",
        "2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
    })
    void aRestrictionForTodayEndsAtTheNextLocalMidnight(Instant now, Instant midnight) {
        SendingSetup setup = new SendingSetup(with(STRICT, Action.RESTRICT_FOR_TODAY, false));
        assertThat(restriction(setup.external(11, now)).until()).contains(midnight);
        restriction(setup.external(1, midnight.minusMillis(1)));
        assertAllowed(setup.external(10, midnight));
        restriction(setup.external(1, midnight));
    }

    @Test
    void anEndByTimeIsRecordedOnceAndTheWindowsStartAnew() {
        SendingSetup setup = new SendingSetup(with(STRICT, Action.RESTRICT_FOR_TODAY, false));
        Instant beforeMidnight = Instant.parse("2026-11-20T22:59:00Z");
        assertAllowed(setup.external(10, beforeMidnight));
        restriction(setup.external(1, beforeMidnight));
        Instant afterMidnight = beforeMidnight.plusSeconds(61);
        assertAllowed(setup.external(9, afterMidnight));
        for (int i = 0; i < 3; i++) {
            setup.locks.sweep(afterMidnight, afterMidnight.minus(Duration.ofDays(1)));
        }
        assertAllowed(setup.external(1, afterMidnight));
        restriction(setup.external(1, afterMidnight));
        assertThat(setup.entries("restriction.expire")).hasSize(1);
        assertThat(setup.entries("restriction.open")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"ALERT, false", "ALERT, true", "RESTRICT, true", "RESTRICT_FOR_TODAY, true"})
    void alertsAndShadowRefuseNothingAndTellOnceAWindow(Action action, boolean shadow) {
        SendingSetup setup = new SendingSetup(with(STRICT, action, shadow));
        for (int i = 0; i < 100; i++) {
            assertAllowed(setup.external(7, NOON.plusSeconds(30L * i)));
        }
        assertThat(setup.alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.shadow()).isEqualTo(shadow);
            assertThat(alert.action()).isEqualTo(action);
            assertThat(alert.at()).isEqualTo(NOON.plusSeconds(30));
            assertThat(alert.evidence().measured()).isEqualTo(14);
        });
        assertAllowed(setup.external(11, NOON.plus(Duration.ofMinutes(61))));
        assertThat(setup.alerts()).hasSize(2);
        assertThat(setup.entries("restriction.open")).isEmpty();
    }

    @Test
    void aRestartRepeatsNoAlertBeforeItsPauseIsOver() {
        SendingSetup setup = new SendingSetup(with(STRICT, Action.ALERT, false));
        assertAllowed(setup.external(11, NOON));
        setup.journal.flush();
        SendingGuard restarted =
                new SendingGuard(setup.locks, account -> setup.policy, setup.ledger, setup.journal, new Random(3));
        restarted.rebuild(NOON.plusSeconds(60));

        restarted.decide(setup.attempt(ANA, 0, 11), NOON.plusSeconds(60));
        assertThat(setup.alerts()).hasSize(1);
        restarted.decide(setup.attempt(ANA, 0, 11), NOON.plus(Duration.ofMinutes(61)));
        assertThat(setup.alerts()).hasSize(2);
    }

    @Test
    void shadowTellsOfEveryLimitThatIsCrossedNotOnlyOfTheFirst() {
        SendingSetup setup = new SendingSetup(with(
                limited(Map.of(
                        Limit.EXTERNAL_PER_HOUR, 5,
                        Limit.ALL_PER_DAY, 20,
                        Limit.PER_MESSAGE, 8,
                        Limit.MESSAGES_PER_MINUTE, 2,
                        Limit.FIRST_TIME_PER_DAY, 100)),
                Action.RESTRICT,
                true));
        for (int i = 0; i < 3; i++) {
            assertAllowed(setup.external(9, NOON));
            assertAllowed(setup.guard.preview(ANA, 9, NOON));
        }
        assertThat(setup.alerts())
                .extracting(alert -> alert.evidence().limit())
                .containsExactlyInAnyOrder(
                        "externalRecipientsPerHour", "recipientsPerDay", "recipientsPerMessage", "messagesPerMinute");
    }

    @Test
    void raisingALimitDoesNotLiftARestriction() {
        SendingSetup setup = new SendingSetup(STRICT);
        SendingRestriction restriction = restriction(setup.external(11, NOON));
        for (OutboundPolicy policy :
                new OutboundPolicy[] {limited(Limit.EXTERNAL_PER_HOUR, 1000), with(STRICT, Action.ALERT, true)}) {
            setup.policy = policy;
            assertThat(restriction(setup.external(1, NOON.plusSeconds(5)))).isEqualTo(restriction);
        }
        assertThat(restriction.evidence().orElseThrow().allowed()).isEqualTo(10);
    }

    @Test
    void afterAReleaseTheWindowsStartAnew() {
        SendingSetup setup = new SendingSetup(STRICT);
        assertAllowed(setup.external(10, NOON));
        restriction(setup.external(1, NOON));
        assertThat(setup.release(NOON.plusSeconds(5))).isInstanceOf(ReleaseResult.Released.class);
        assertAllowed(setup.external(10, NOON.plusSeconds(5)));
        restriction(setup.external(1, NOON.plusSeconds(5)));
    }

    @Test
    void whatWasAcceptedBeforeTheReleaseDoesNotCountAfterIt() {
        SendingSetup setup = new SendingSetup(STRICT);
        assertAllowed(setup.external(8, NOON));
        restriction(setup.external(3, NOON));
        setup.journal.flush();
        setup.release(NOON.plusSeconds(5));
        SendingGuard restarted = setup.restarted();
        restarted.rebuild(NOON.plusSeconds(6));
        assertThat(restarted.sent(ANA, Duration.ofHours(1), NOON.plusSeconds(6)))
                .isEqualTo(SentCount.NOTHING);
        assertAllowed(setup.external(10, NOON.plusSeconds(5)));
    }

    @Test
    void aClockThatStepsBackBehindTheReleaseOpensNoHole() {
        SendingSetup setup = new SendingSetup(STRICT);
        restriction(setup.external(11, NOON));
        setup.release(NOON.plusSeconds(5));
        Instant back = NOON.minusSeconds(3600);
        assertAllowed(setup.external(8, back));
        assertThat(setup.guard.sent(ANA, Duration.ofHours(1), back).external()).isEqualTo(8);
        setup.journal.flush();
        SendingGuard restarted = setup.restarted();
        restarted.rebuild(back.plusSeconds(1));
        assertThat(restarted.sent(ANA, Duration.ofHours(1), back.plusSeconds(1)).external())
                .isEqualTo(8);
        restriction(setup.external(3, back));
    }

    @Test
    void releasedAgainAndAgainTheAccountCanSendEachTime() {
        SendingSetup setup = new SendingSetup(STRICT);
        for (int round = 0; round < 20; round++) {
            Instant now = NOON.plusMillis(round);
            assertAllowed(setup.external(10, now));
            SendingRestriction restriction = restriction(setup.external(1, now));
            assertThat(restriction.history().restrictions()).isEqualTo(round);
            assertThat(restriction.history().releases()).isEqualTo(round);
            assertThat(setup.release(now)).isInstanceOf(ReleaseResult.Released.class);
            assertThat(setup.release(now)).isInstanceOf(ReleaseResult.AlreadyReleased.class);
        }
    }

    @Test
    void aClockThatStepsBackAfterAReleaseLosesNoRestriction() {
        SendingSetup setup = new SendingSetup(STRICT);
        restriction(setup.external(11, NOON));
        setup.release(NOON.plusSeconds(1));
        Instant back = NOON.minusSeconds(3600);
        SendingRestriction again = restriction(setup.external(11, back));
        assertThat(setup.locks.stopsSending(ANA, back)).contains(again);
        assertThat(setup.release(back)).isInstanceOf(ReleaseResult.Released.class);
        assertAllowed(setup.external(10, NOON.plusSeconds(2)));
    }

    @Test
    void refusalsAreAddedToTheRestriction() {
        SendingSetup setup = new SendingSetup(STRICT);
        SendingRestriction restriction = restriction(setup.external(11, NOON));
        setup.guard.preview(ANA, 1, NOON);
        setup.external(1, NOON);
        setup.journal.flush();
        assertThat(setup.memoryLocks.find(restriction.id()).orElseThrow().refused())
                .isEqualTo(3);
    }

    @Test
    void anAllowedAccountIsCountedAndNeverRefused() {
        SendingSetup setup = new SendingSetup(
                limited(Map.of(Limit.EXTERNAL_PER_HOUR, 5, Limit.PER_MESSAGE, 2, Limit.MESSAGES_PER_MINUTE, 1)));
        setup.allow(ANA, Optional.of(NOON.plusSeconds(60)), NOON);
        for (int i = 0; i < 10; i++) {
            assertAllowed(setup.guard.preview(ANA, 100, NOON));
            assertAllowed(setup.external(100, NOON));
        }
        assertThat(setup.guard.sent(ANA, Duration.ofHours(1), NOON).external()).isEqualTo(1000);
        assertThat(setup.guard.preview(ANA, 3, NOON.plusSeconds(60))).isEqualTo(new SendDecision.TooManyRecipients(2));
    }

    @Test
    void aRestrictionFromBeforeHoldsAgainWhenTheExceptionEnds() {
        SendingSetup setup = new SendingSetup(STRICT);
        SendingRestriction restriction = restriction(setup.external(11, NOON));
        setup.allow(ANA, Optional.of(NOON.plusSeconds(60)), NOON);
        assertAllowed(setup.external(1000, NOON.plusSeconds(59)));
        assertThat(restriction(setup.external(1, NOON.plusSeconds(60)))).isEqualTo(restriction);
        assertThat(setup.locks.restrict(ANA, REASON, MAJA, NOON.plusSeconds(59)))
                .isInstanceOf(org.odklep.lock.RestrictResult.AllowListed.class);
    }
}
