package org.odklep.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.odklep.sending.SendingSetup.ANA;
import static org.odklep.sending.SendingSetup.MAJA;
import static org.odklep.sending.SendingSetup.NOON;
import static org.odklep.sending.SendingSetup.REASON;
import static org.odklep.sending.SendingSetup.limited;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odklep.lock.AllowEntry;
import org.odklep.lock.SendingRestriction;

/** Whatever happens in whatever order, the allow-list outranks every restriction, earlier and later ones. */
class AllowListOutranksTest {
    private static final List<String> PATTERNS = List.of("ana@example.si", "@example.si", "@si", "bor@example.si");

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void noAllowedAccountIsEverRefusedAndNoRestrictedOneEverSends(int seed) {
        Random random = new Random(seed);
        SendingSetup setup = new SendingSetup(
                limited(Map.of(Limit.EXTERNAL_PER_HOUR, 20, Limit.PER_MESSAGE, 9, Limit.MESSAGES_PER_MINUTE, 12)));
        Instant now = NOON;
        int refusedWhileRestricted = 0;
        int passedWhileAllowed = 0;
        for (int step = 0; step < 1000; step++) {
            now = now.plusSeconds(random.nextInt(20));
            change(setup, random, now);
            boolean allowed = isAllowed(setup, now);
            Optional<SendingRestriction> holding = holding(setup, now);
            SendDecision preview = setup.guard.preview(ANA, 1 + random.nextInt(10), now);
            SendDecision decision = setup.external(1 + random.nextInt(10), now);
            if (allowed) {
                assertThat(decision).isEqualTo(new SendDecision.Allow());
                assertThat(preview).isEqualTo(new SendDecision.Allow());
                assertThat(setup.locks.stopsSending(ANA, now)).isEmpty();
                passedWhileAllowed += holding.isPresent() ? 1 : 0;
            } else if (holding.isPresent()) {
                assertThat(decision).isEqualTo(new SendDecision.Restricted(holding.get()));
                assertThat(preview).isEqualTo(new SendDecision.Restricted(holding.get()));
                refusedWhileRestricted++;
            }
        }
        assertThat(refusedWhileRestricted).isGreaterThan(50);
        assertThat(passedWhileAllowed).isGreaterThan(50);
    }

    private static void change(SendingSetup setup, Random random, Instant now) {
        String pattern = PATTERNS.get(random.nextInt(PATTERNS.size()));
        switch (random.nextInt(12)) {
            case 0 -> {
                Optional<Instant> until =
                        random.nextBoolean() ? Optional.empty() : Optional.of(now.plusSeconds(random.nextInt(200)));
                setup.allowList.add(new AllowEntry(pattern, REASON, "maja", now, until), MAJA);
            }
            case 1, 2, 3, 4 -> setup.allowList.remove(pattern, MAJA, now);
            case 5 -> setup.locks.restrict(ANA, REASON, MAJA, now);
            case 6 -> setup.release(now);
            case 7 -> setup.locks.refresh(now);
            case 8 -> setup.locks.sweep(now, now.minusSeconds(86_400));
            case 9 -> setup.guard.sweep(now);
            default -> setup.journal.flush();
        }
    }

    private static boolean isAllowed(SendingSetup setup, Instant now) {
        return setup.allowList.entries().stream()
                .filter(entry -> !entry.pattern().equals("bor@example.si"))
                .anyMatch(entry ->
                        entry.until().isEmpty() || now.isBefore(entry.until().orElseThrow()));
    }

    private static Optional<SendingRestriction> holding(SendingSetup setup, Instant now) {
        setup.journal.flush();
        return setup.memoryLocks.of(ANA, 1).stream()
                .filter(restriction -> restriction.holds(now))
                .findFirst()
                .flatMap(restriction -> setup.locks.holding(now).stream()
                        .filter(known -> known.id().equals(restriction.id()))
                        .findFirst()
                        .or(() -> {
                            throw new AssertionError("memory does not know of " + restriction);
                        }));
    }
}
