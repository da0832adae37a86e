package org.odklep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.odklep.store.Samples.NOON;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.odklep.signin.SpentTickets;

/** What every {@link SpentTickets} does. */
public interface SpentTicketsContract {
    Ports ports();

    @Test
    default void aTicketIsGoodOnce() {
        assertThat(tickets().spend("one", NOON)).isTrue();
        assertThat(tickets().spend("one", NOON)).isFalse();
        assertThat(tickets().spend("one", NOON.plusSeconds(1))).isFalse();
        assertThat(tickets().spend("ONE", NOON)).isTrue();
    }

    @Test
    default void ofManyAtOnceOneIsGood() {
        List<Boolean> outcomes = Together.run(16, i -> tickets().spend("one", NOON));
        assertThat(outcomes).hasSize(16).containsOnlyOnce(true);
    }

    @Test
    default void whatIsWorthlessAnyhowIsForgotten() {
        tickets().spend("one", NOON);
        tickets().spend("two", NOON.plusMillis(1));

        tickets().prune(NOON);

        assertThat(tickets().spend("one", NOON)).isTrue();
        assertThat(tickets().spend("two", NOON)).isFalse();
    }

    private SpentTickets tickets() {
        return ports().tickets();
    }
}
