package org.odklep.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.odklep.sending.SendingSetup.ANA;
import static org.odklep.sending.SendingSetup.BOR;
import static org.odklep.sending.SendingSetup.MAJA;
import static org.odklep.sending.SendingSetup.NOON;
import static org.odklep.sending.SendingSetup.REASON;
import static org.odklep.sending.SendingSetup.limited;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.odklep.kernel.StoreUnavailable;
import org.odklep.lock.Locks;

/** Two nodes over the same stores, each asked by mail servers of its own: they know soon what the other let pass. */
class SendingOnNodesTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final SendingSetup setup = new SendingSetup(limited(Limit.EXTERNAL_PER_HOUR, 500));
    private final Node one = new Node(NOON);
    private final Node other = new Node(NOON);

    /** A node that starts when it is made. */
    private final class Node {
        final Locks locks = new Locks(setup.lockStore, setup.allowList, new SecureRandom());
        final FlakySendLedger ledger = new FlakySendLedger(setup.ledger);
        final SendJournal journal = new SendJournal(ledger, 1000);
        final SendingGuard guard = new SendingGuard(locks, account -> setup.policy, ledger, journal, new Random(2));

        Node(Instant now) {
            locks.refresh(now);
            guard.rebuild(now);
        }

        SendDecision external(int recipients, Instant now) {
            return guard.decide(setup.attempt(ANA, 0, recipients), now);
        }

        SendDecision external(Instant now, int... keys) {
            return guard.decide(setup.attempt(ANA, 0, keys), now);
        }

        int sent(Duration window, Instant now) {
            return guard.sent(ANA, window, now).external();
        }

        int firstTimes(Instant now) {
            return guard.sent(ANA, SendLedger.WINDOW, now).firstTime();
        }
    }

    @Test
    void whatPassesOnTwoNodesTogetherGoesOverTheLimit() {
        Instant now = NOON.plusSeconds(1);
        for (int i = 0; i < 8; i++) {
            assertThat(one.external(50, now)).isInstanceOf(SendDecision.Allow.class);
            assertThat(other.external(50, now)).isInstanceOf(SendDecision.Allow.class);
        }
        exchange(now);

        assertThat(one.sent(HOUR, now)).isEqualTo(800);
        assertThat(other.external(1, now.plusSeconds(1))).isInstanceOf(SendDecision.Restricted.class);
        one.locks.refresh(now.plusSeconds(1));
        assertThat(one.external(1, now.plusSeconds(1))).isInstanceOf(SendDecision.Restricted.class);
    }

    @Test
    void upToTheLimitNothingIsRefusedHoweverOftenNodesLook() {
        Instant now = NOON.plusSeconds(1);
        for (int i = 0; i < 50; i++) {
            assertThat(one.external(5, now)).isInstanceOf(SendDecision.Allow.class);
            assertThat(other.external(5, now)).isInstanceOf(SendDecision.Allow.class);
            exchange(now);
            exchange(now);
        }
        assertThat(one.sent(HOUR, now)).isEqualTo(500);
        assertThat(other.sent(HOUR, now)).isEqualTo(500);
        assertThat(one.external(1, now)).isInstanceOf(SendDecision.Restricted.class);
    }

    @Test
    void aNodeThatStartsKnowsEachMessageOnce() {
        one.external(100, NOON.plusSeconds(1));
        one.journal.flush();
        Node third = new Node(NOON.plusSeconds(2));
        one.external(100, NOON.plusSeconds(3));
        exchange(NOON.plusSeconds(3));
        third.guard.refresh(NOON.plusSeconds(3));

        assertThat(third.sent(HOUR, NOON.plusSeconds(4))).isEqualTo(200);
    }

    @Test
    void aNodeThatWasAwayLearnsWhatItMissedAtItsTime() {
        other.external(1, NOON);
        other.ledger.goAway();
        for (int minute = 0; minute < 300; minute++) {
            Instant now = NOON.plus(Duration.ofMinutes(minute));
            one.external(2, now);
            other.external(1, now);
            one.journal.flush();
            assertThatThrownBy(() -> other.guard.refresh(now)).isInstanceOf(StoreUnavailable.class);
        }
        Instant back = NOON.plus(Duration.ofMinutes(300));
        assertThat(other.sent(HOUR, back)).isEqualTo(60);
        other.ledger.comeBack();
        exchange(back);

        assertThat(other.sent(HOUR, back)).isBetween(180, 183);
        assertThat(one.sent(HOUR, back)).isBetween(180, 183);
        assertThat(other.guard.sent(ANA, SendLedger.WINDOW, back).external()).isEqualTo(901);
    }

    @Test
    void whatIsOlderThanEveryWindowMakesNoAccountKnown() {
        one.external(100, NOON);
        one.journal.flush();
        other.guard.refresh(NOON.plus(Duration.ofHours(25)));

        assertThat(other.guard.senders()).isZero();
    }

    @Test
    void mailFromBeforeAReleaseCountsOnNoNodeAndMailAfterItOnBoth() {
        Instant now = NOON.plusSeconds(1);
        one.external(400, now);
        other.external(400, now);
        exchange(now);
        one.external(1, now);
        Instant released = NOON.plusSeconds(10);
        one.locks.release(ANA, REASON, MAJA, released);
        one.external(300, released.plusSeconds(1));
        one.journal.flush();
        other.guard.refresh(released.plusSeconds(2));
        other.locks.refresh(released.plusSeconds(2));

        assertThat(one.sent(HOUR, released.plusSeconds(2))).isEqualTo(300);
        assertThat(other.sent(HOUR, released.plusSeconds(2))).isEqualTo(300);
        assertThat(other.external(201, released.plusSeconds(3))).isInstanceOf(SendDecision.Restricted.class);
    }

    @Test
    void countsFromBeforeAReleaseThatArriveAfterItDoNotCount() {
        other.external(400, NOON.plusSeconds(1));
        one.external(501, NOON.plusSeconds(2));
        one.locks.release(ANA, REASON, MAJA, NOON.plusSeconds(10));
        other.locks.refresh(NOON.plusSeconds(11));
        exchange(NOON.plusSeconds(11));

        assertThat(one.sent(HOUR, NOON.plusSeconds(11))).isZero();
        assertThat(other.sent(HOUR, NOON.plusSeconds(11))).isZero();
    }

    @Test
    void aRecipientThatOneNodeLearntIsKnownOnTheOther() {
        Instant now = NOON.plusSeconds(1);
        one.external(now, 1, 2);
        other.external(now, 3);
        exchange(now);
        other.external(now, 1, 2, 4);
        one.external(now, 3, 2, 5);
        exchange(now);

        assertThat(one.firstTimes(now)).isEqualTo(5);
        assertThat(other.firstTimes(now)).isEqualTo(5);
    }

    @Test
    void aRecipientThatBothLearntWithinOneIntervalIsKnownOnce() {
        Instant now = NOON.plusSeconds(1);
        one.external(now, 1);
        other.external(now, 1);
        exchange(now);
        one.external(now, 1);

        assertThat(one.firstTimes(now)).isEqualTo(2);
    }

    @Test
    void clocksThatDifferALittleHideNothing() {
        Duration ahead = Duration.ofSeconds(5);
        one.external(100, NOON.plus(ahead));
        one.journal.flush();
        other.guard.refresh(NOON.plusSeconds(1));
        assertThat(other.sent(Duration.ofMinutes(1), NOON.plusSeconds(1))).isEqualTo(100);

        other.external(100, NOON.minusSeconds(2));
        other.journal.flush();
        one.guard.refresh(NOON.plus(ahead));
        assertThat(one.sent(Duration.ofMinutes(1), NOON.plus(ahead))).isEqualTo(200);
    }

    @Test
    void messagesAMinuteAreThoseOfBothNodes() {
        setup.policy = limited(Map.of(Limit.MESSAGES_PER_MINUTE, 10));
        for (int i = 0; i < 5; i++) {
            one.external(1, NOON.plusSeconds(i));
            other.external(1, NOON.plusSeconds(i));
        }
        exchange(NOON.plusSeconds(5));

        assertThat(one.external(1, NOON.plusSeconds(6))).isInstanceOf(SendDecision.TooFast.class);
        assertThat(other.guard.preview(BOR, 1, NOON.plusSeconds(6))).isInstanceOf(SendDecision.Allow.class);
        assertThat(other.guard.preview(ANA, 1, NOON.plusSeconds(6))).isInstanceOf(SendDecision.TooFast.class);
        assertThat(other.external(1, NOON.plusSeconds(66))).isInstanceOf(SendDecision.Allow.class);
    }

    /** Both write what they gathered, then both look. */
    private void exchange(Instant now) {
        one.journal.flush();
        other.journal.flush();
        one.guard.refresh(now);
        other.guard.refresh(now);
    }
}
