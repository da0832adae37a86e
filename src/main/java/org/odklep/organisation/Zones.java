package org.odklep.organisation;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** The time zones of the world. */
public final class Zones {
    private Zones() {}

    /** Those that people look for, by region and city; and UTC. */
    public static List<String> all() {
        return ZoneId.getAvailableZoneIds().stream()
                .filter(id -> id.equals("UTC") || (id.contains("/") && !id.matches("(Etc|SystemV)/.*")))
                .sorted()
                .toList();
    }

    /** The zone that a text names, be it in upper case or lower case. */
    public static Optional<ZoneId> parse(String text) {
        String bare = text.strip().replace(' ', '_');
        try {
            return Optional.of(ZoneId.of(ZoneId.getAvailableZoneIds().stream()
                    .filter(bare::equalsIgnoreCase)
                    .findFirst()
                    .orElse(bare)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
