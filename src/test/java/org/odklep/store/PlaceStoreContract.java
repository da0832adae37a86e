package org.odklep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.odklep.store.Samples.NOON;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.odklep.signin.ClientKind;
import org.odklep.signin.Place;
import org.odklep.signin.PlaceStore;
import org.odklep.signin.PlaceStore.Known;

/** What every {@link PlaceStore} does. */
public interface PlaceStoreContract {
    Place OFFICE = new Place("192.0.2.0/24", ClientKind.IMAP);
    Place PHONE = new Place("2001:db8:1:2::/64", ClientKind.IMAP);

    Ports ports();

    @Test
    default void aPlaceIsFamiliarOnceItIsLearnedAndOnlyToItsAccount() {
        assertThat(places().isFamiliar(Samples.ANA, OFFICE, Instant.EPOCH)).isFalse();

        places().learn(Samples.ANA, OFFICE, NOON);

        assertThat(places().isFamiliar(Samples.ANA, OFFICE, NOON)).isTrue();
        assertThat(places().isFamiliar(Samples.ANA, OFFICE, NOON.plusMillis(1))).isFalse();
        assertThat(places().isFamiliar(Samples.ANA, PHONE, NOON)).isFalse();
        assertThat(places().isFamiliar(Samples.ANA, new Place(OFFICE.network(), ClientKind.SMTP), NOON))
                .isFalse();
        assertThat(places().isFamiliar(Samples.BOR, OFFICE, NOON)).isFalse();
    }

    @Test
    default void placesAreListedTheLastUsedOneFirst() {
        Instant later = NOON.plus(Duration.ofDays(1));
        places().learn(Samples.ANA, OFFICE, NOON);
        places().learn(Samples.ANA, PHONE, NOON.plusSeconds(1));
        places().learn(Samples.ANA, OFFICE, later);

        assertThat(places().of(Samples.ANA))
                .containsExactly(
                        new Known(OFFICE, NOON, later), new Known(PHONE, NOON.plusSeconds(1), NOON.plusSeconds(1)));
    }

    @Test
    default void beyondTheMostPlacesTheOneUsedLongestAgoIsForgotten() {
        places().learn(Samples.ANA, OFFICE, NOON);
        for (int i = 1; i <= PlaceStore.MAX_PLACES; i++) {
            places().learn(Samples.ANA, new Place("198.51." + i + ".0/24", ClientKind.IMAP), NOON.plusSeconds(i));
        }

        assertThat(places().of(Samples.ANA)).hasSize(PlaceStore.MAX_PLACES);
        assertThat(places().isFamiliar(Samples.ANA, OFFICE, NOON)).isFalse();
    }

    @Test
    default void placesCanBeForgottenAllAtOnceAndByAge() {
        places().learn(Samples.ANA, OFFICE, NOON);
        places().learn(Samples.ANA, PHONE, NOON.plusSeconds(1));

        places().prune(NOON.plusSeconds(1));
        assertThat(places().of(Samples.ANA)).extracting(Known::place).containsExactly(PHONE);

        places().forget(Samples.ANA);
        assertThat(places().of(Samples.ANA)).isEmpty();
    }

    private PlaceStore places() {
        return ports().places();
    }
}
