package org.odklep.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.odklep.sending.SendingSetup.ANA;
import static org.odklep.sending.SendingSetup.BOR;
import static org.odklep.sending.SendingSetup.NOON;
import static org.odklep.sending.SendingSetup.limited;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.odklep.lock.Evidence;
import org.odklep.lock.SendingRestriction;

/** Each limit just below, at and beyond its value, and at the edges of its window. */
class SendingLimitsTest {
    private static final int ALLOWED = 10;

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"PER_MESSAGE", "MESSAGES_PER_MINUTE"})
    void theMessageThatGoesOverAWindowsLimitRestricts(Limit limit) {
        SendingSetup setup = new SendingSetup(limited(limit, ALLOWED));
        assertAllowed(send(setup, limit, ALLOWED - 1, NOON));
        assertAllowed(send(setup, limit, 1, NOON));
        SendingRestriction restriction = restriction(send(setup, limit, 1, NOON));
        Evidence evidence = restriction.evidence().orElseThrow();
        assertThat(evidence.limit()).isEqualTo(limit.key());
        assertThat(evidence.allowed()).isEqualTo(ALLOWED);
        assertThat(evidence.measured()).isEqualTo(ALLOWED + 1);
        assertThat(evidence.messages()).hasSize(3);
        assertThat(evidence.clients().getFirst().messages()).isEqualTo(3);
        assertThat(setup.memoryLocks.find(restriction.id())).contains(restriction);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"PER_MESSAGE", "MESSAGES_PER_MINUTE"})
    void oneMessageAloneCanGoOverAWindowsLimit(Limit limit) {
        assertAllowed(send(new SendingSetup(limited(limit, ALLOWED)), limit, ALLOWED, NOON));
        restriction(send(new SendingSetup(limited(limit, ALLOWED)), limit, ALLOWED + 1, NOON));
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"PER_MESSAGE", "MESSAGES_PER_MINUTE"})
    void capacityComesBackOneSecondAfterTheWindowAndNotBefore(Limit limit) {
        for (int seconds : new int[] {-1, 0}) {
            SendingSetup setup = new SendingSetup(limited(limit, ALLOWED));
            assertAllowed(send(setup, limit, ALLOWED, NOON));
            restriction(send(setup, limit, 1, NOON.plus(limit.window()).plusSeconds(seconds)));
        }
        SendingSetup setup = new SendingSetup(limited(limit, ALLOWED));
        assertAllowed(send(setup, limit, ALLOWED, NOON));
        Instant after = NOON.plus(limit.window()).plusSeconds(1);
        assertAllowed(send(setup, limit, ALLOWED, after));
        restriction(send(setup, limit, 1, after));
    }

    @ParameterizedTest
    @EnumSource
    void zeroMeansNoLimit(Limit limit) {
        SendingSetup setup = new SendingSetup(limited(limit, 0));
        for (int i = 0; i < 50; i++) {
            assertAllowed(send(setup, limit, 1000, NOON));
        }
        assertAllowed(setup.guard.preview(ANA, 1_000_000, NOON));
    }

    @Test
    void externalAndInternalRecipientsAreCountedApart() {
        SendingSetup setup =
                new SendingSetup(limited(Map.of(Limit.EXTERNAL_PER_HOUR, ALLOWED, Limit.INTERNAL_PER_HOUR, ALLOWED)));
        assertAllowed(setup.external(ALLOWED, NOON));
        assertAllowed(setup.internal(ALLOWED, NOON));
        assertThat(restriction(setup.internal(1, NOON)).evidence().orElseThrow().limit())
                .isEqualTo(Limit.INTERNAL_PER_HOUR.key());
    }

    @Test
    void theDaysLimitCountsInternalAndExternalRecipients() {
        SendingSetup setup = new SendingSetup(limited(Limit.ALL_PER_DAY, ALLOWED));
        assertAllowed(setup.external(5, NOON));
        assertAllowed(setup.internal(5, NOON.plus(Duration.ofHours(23))));
        restriction(setup.internal(1, NOON.plus(Duration.ofHours(24))));
    }

    @Test
    void anAddressIsFirstTimeOnce() {
        SendingSetup setup = new SendingSetup(limited(Limit.FIRST_TIME_PER_DAY, 3));
        int[] friends = {1, 2, 3, 3, 2};
        for (int i = 0; i < 20; i++) {
            assertAllowed(setup.guard.decide(setup.attempt(ANA, 0, friends), NOON));
        }
        assertThat(setup.guard.sent(ANA, Duration.ofHours(1), NOON)).isEqualTo(new SentCount(20, 0, 100, 3));
        restriction(setup.guard.decide(setup.attempt(ANA, 0, new int[] {1, 4}), NOON));
    }

    @Test
    void aRefusedMessageTeachesNoRecipients() {
        SendingSetup setup = new SendingSetup(limited(Map.of(Limit.PER_MESSAGE, 2, Limit.FIRST_TIME_PER_DAY, 2)));
        assertThat(setup.guard.decide(setup.attempt(ANA, 0, new int[] {1, 2, 3}), NOON))
                .isEqualTo(new SendDecision.TooManyRecipients(2));
        assertAllowed(setup.guard.decide(setup.attempt(ANA, 0, new int[] {1, 2}), NOON));
        restriction(setup.guard.decide(setup.attempt(ANA, 0, new int[] {3}), NOON));
    }

    @Test
    void aMessageWithTooManyRecipientsIsRefusedAndRestrictsNobody() {
        SendingSetup setup = new SendingSetup(limited(
                Map.of(Limit.PER_MESSAGE, ALLOWED, Limit.EXTERNAL_PER_HOUR, ALLOWED, Limit.FIRST_TIME_PER_DAY, 5)));
        for (int i = 0; i < 5; i++) {
            assertThat(setup.external(ALLOWED + 1, NOON)).isEqualTo(new SendDecision.TooManyRecipients(ALLOWED));
        }
        assertThat(setup.locks.stopsSending(ANA, NOON)).isEmpty();
        assertThat(setup.guard.sent(ANA, Duration.ofHours(1), NOON)).isEqualTo(SentCount.NOTHING);
    }

    @Test
    void aRecipientTooManyIsToldWhileTheMessageIsBeingAddressed() {
        SendingSetup setup = new SendingSetup(limited(Limit.PER_MESSAGE, ALLOWED));
        assertAllowed(setup.guard.preview(ANA, ALLOWED - 1, NOON));
        assertAllowed(setup.guard.preview(ANA, ALLOWED, NOON));
        assertThat(setup.guard.preview(ANA, ALLOWED + 1, NOON)).isEqualTo(new SendDecision.TooManyRecipients(ALLOWED));
    }

    @Test
    void messagesAreDelayedBeyondTheirNumberPerMinute() {
        SendingSetup setup =
                new SendingSetup(limited(Map.of(Limit.MESSAGES_PER_MINUTE, ALLOWED, Limit.EXTERNAL_PER_HOUR, ALLOWED)));
        for (int i = 0; i < ALLOWED; i++) {
            assertAllowed(setup.guard.preview(ANA, 1, NOON));
            assertAllowed(setup.external(1, NOON));
        }
        assertThat(setup.guard.preview(ANA, 1, NOON)).isEqualTo(new SendDecision.TooFast(ALLOWED));
        assertThat(setup.external(1, NOON.plusSeconds(60))).isEqualTo(new SendDecision.TooFast(ALLOWED));
        assertThat(setup.locks.stopsSending(ANA, NOON)).isEmpty();
        assertAllowed(setup.guard.preview(ANA, 1, NOON.plusSeconds(61)));
        restriction(setup.external(1, NOON.plusSeconds(61)));
    }

    @Test
    void oneAccountsMailCountsForNoOther() {
        SendingSetup setup = new SendingSetup(limited(Limit.EXTERNAL_PER_HOUR, ALLOWED));
        restriction(setup.external(ALLOWED + 1, NOON));
        assertAllowed(setup.guard.decide(setup.attempt(BOR, 0, ALLOWED), NOON));
        assertAllowed(setup.guard.preview(BOR, 1, NOON));
    }

    @Test
    void aMessageWithoutRecipientsCountsAsAMessage() {
        SendingSetup setup = new SendingSetup(limited(Limit.MESSAGES_PER_MINUTE, 1));
        assertAllowed(setup.external(0, NOON));
        assertThat(setup.external(0, NOON)).isEqualTo(new SendDecision.TooFast(1));
    }

    static void assertAllowed(SendDecision decision) {
        assertThat(decision).isEqualTo(new SendDecision.Allow());
    }

    static SendingRestriction restriction(SendDecision decision) {
        if (decision instanceof SendDecision.Restricted(SendingRestriction restriction)) {
            return restriction;
        }
        throw new AssertionError("expected a restriction, not " + decision);
    }

    private static SendDecision send(SendingSetup setup, Limit limit, int recipients, Instant now) {
        return limit == Limit.INTERNAL_PER_HOUR ? setup.internal(recipients, now) : setup.external(recipients, now);
    }
}
