package org.odklep.sending;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;

/** What a policy does when an account crosses one of its limits; the keys are those of the reference. */
public enum Action {
    /** Bars the account from sending until somebody releases it. */
    RESTRICT("BlockUser"),
    /** Bars the account from sending until midnight in the policy's time zone. */
    RESTRICT_FOR_TODAY("BlockUserForToday"),
    /** Records the crossing and refuses nothing. */
    ALERT("Alert");

    private final String key;

    Action(String key) {
        this.key = key;
    }

    public static Optional<Action> byKey(String key) {
        return Arrays.stream(values())
                .filter(action -> action.key.equalsIgnoreCase(key))
                .findFirst();
    }

    public String key() {
        return key;
    }

    /** When a restriction that begins now ends by itself. */
    public Optional<Instant> until(Instant now, ZoneId zone) {
        return switch (this) {
            case RESTRICT_FOR_TODAY ->
                Optional.of(now.atZone(zone)
                        .toLocalDate()
                        .plusDays(1)
                        .atStartOfDay(zone)
                        .toInstant());
            case RESTRICT, ALERT -> Optional.empty();
        };
    }
}
