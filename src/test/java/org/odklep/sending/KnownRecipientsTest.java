package org.odklep.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KnownRecipientsTest {
    @Test
    void theAddressThatWasAddedFirstIsForgottenFirst() {
        KnownRecipients known = new KnownRecipients(new int[0]);
        IntStream.range(0, KnownRecipients.MAX).forEach(known::add);
        assertThat(known.contains(0)).isTrue();
        known.add(-1);
        assertThat(known.contains(0)).isFalse();
        assertThat(known.contains(1)).isTrue();
        assertThat(known.contains(-1)).isTrue();
        assertThat(known.size()).isEqualTo(KnownRecipients.MAX);
    }

    @Test
    void memoryAndLedgerKeepTheSameAddresses() {
        Random random = new Random(7);
        int[] stored = {};
        KnownRecipients known = new KnownRecipients(stored);
        ArrayDeque<Integer> model = new ArrayDeque<>();
        for (int step = 0; step < 6000; step++) {
            int key = random.nextInt(5000);
            assertThat(known.contains(key)).isEqualTo(model.contains(key));
            if (!known.contains(key)) {
                known.add(key);
                stored = KnownRecipients.merge(stored, new int[] {key});
                model.add(key);
                if (model.size() > KnownRecipients.MAX) {
                    model.remove();
                }
            }
        }
        assertThat(stored)
                .containsExactly(model.stream().mapToInt(Integer::intValue).toArray());
        assertThat(stored).hasSize(KnownRecipients.MAX);
    }

    @Test
    void ofALongerStoredListTheLatestOnesAreKnown() {
        KnownRecipients known =
                new KnownRecipients(IntStream.range(0, KnownRecipients.MAX + 5).toArray());
        assertThat(known.size()).isEqualTo(KnownRecipients.MAX);
        assertThat(known.contains(4)).isFalse();
        assertThat(known.contains(5)).isTrue();
        known.add(-1);
        assertThat(known.contains(5)).isFalse();
        assertThat(known.contains(6)).isTrue();
    }

    @Test
    void mergingKeepsEachKeyOnce() {
        assertThat(KnownRecipients.merge(new int[] {1, 2}, new int[] {2, 3, 3})).containsExactly(1, 2, 3);
    }
}
