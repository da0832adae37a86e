package org.odklep.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.odklep.sending.SendingLimitsTest.assertAllowed;
import static org.odklep.sending.SendingLimitsTest.restriction;
import static org.odklep.sending.SendingSetup.ANA;
import static org.odklep.sending.SendingSetup.BOR;
import static org.odklep.sending.SendingSetup.NOON;
import static org.odklep.sending.SendingSetup.limited;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.odklep.kernel.StoreUnavailable;
import org.odklep.lock.SendingRestriction;

/** The gates go on with what they know while the stores are away. */
class SendingStoreAwayTest {
    private final SendingSetup setup =
            new SendingSetup(limited(Map.of(Limit.EXTERNAL_PER_HOUR, 10, Limit.FIRST_TIME_PER_DAY, 5)));

    @Test
    void anExistingRestrictionHolds() {
        SendingRestriction restriction = restriction(setup.external(11, NOON));
        goAway();
        assertThat(restriction(setup.external(1, NOON))).isEqualTo(restriction);
        assertThat(restriction(setup.guard.preview(ANA, 1, NOON))).isEqualTo(restriction);
        assertThatThrownBy(() -> setup.release(NOON)).isInstanceOf(StoreUnavailable.class);
        assertThat(restriction(setup.external(1, NOON))).isEqualTo(restriction);
    }

    @Test
    void allowedMailGoesOnAndIsCounted() {
        goAway();
        for (int i = 0; i < 10; i++) {
            assertAllowed(setup.external(1, NOON));
        }
        assertThat(setup.guard.sent(ANA, Duration.ofHours(1), NOON).external()).isEqualTo(10);
    }

    @Test
    void aCrossingIsNotRecordedUntilTheStoreIsBack() {
        goAway();
        assertAllowed(setup.external(10, NOON));
        for (int i = 0; i < 3; i++) {
            assertThat(setup.external(1, NOON)).isEqualTo(new SendDecision.NotRecorded());
        }
        assertThat(setup.locks.stopsSending(ANA, NOON)).isEmpty();
        assertAllowed(setup.guard.decide(setup.attempt(BOR, 0, 1), NOON));
        comeBack();
        SendingRestriction restriction = restriction(setup.external(1, NOON.plusSeconds(9)));
        assertThat(restriction.evidence().orElseThrow().measured()).isEqualTo(11);
        assertThat(setup.entries("restriction.open")).hasSize(1);
    }

    @Test
    void aRestrictionIsStoredThoughItsEvidenceCannotBeRead() {
        assertAllowed(setup.external(5, NOON));
        setup.ledger.goAway();
        assertThat(restriction(setup.external(6, NOON)).evidence().orElseThrow().messages())
                .hasSize(2);
    }

    @Test
    void recipientsThatCannotBeReadCountAsKnownUntilTheyCan() {
        goAway();
        assertAllowed(setup.external(6, NOON));
        comeBack();
        assertAllowed(setup.external(1, NOON));
        assertThat(setup.guard.sent(ANA, Duration.ofHours(1), NOON)).isEqualTo(new SentCount(2, 0, 7, 1));
    }

    @Test
    void whatWasSentMeanwhileIsWrittenLater() {
        assertAllowed(setup.external(2, NOON));
        goAway();
        assertThatThrownBy(setup.journal::flush).isInstanceOf(StoreUnavailable.class);
        assertAllowed(setup.external(3, NOON.plusSeconds(60)));
        assertThatThrownBy(setup.journal::flush).isInstanceOf(StoreUnavailable.class);
        comeBack();
        setup.journal.flush();
        SendingGuard restarted = setup.restarted();
        restarted.rebuild(NOON.plusSeconds(90));
        assertThat(restarted.sent(ANA, Duration.ofHours(1), NOON.plusSeconds(90)))
                .isEqualTo(new SentCount(2, 0, 5, 5));
    }

    private void goAway() {
        setup.lockStore.goAway();
        setup.ledger.goAway();
    }

    private void comeBack() {
        setup.lockStore.comeBack();
        setup.ledger.comeBack();
    }
}
