package org.odklep.sending;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;

/** A value for every {@link Limit}. Zero means "no limit", and is shown in so many words. */
public final class Limits {
    /** Highest value of a limit: beyond it, say "no limit". */
    public static final int MAX = 1_000_000;

    public static final Limits DEFAULT = new Limits(Map.of());

    private final int[] values = new int[Limit.values().length];

    /**
     * @param chosen values from 0 to {@link #MAX}; a limit that is not named has its default
     * @throws IllegalArgumentException for a value out of range
     */
    public Limits(Map<Limit, Integer> chosen) {
        for (Limit limit : Limit.values()) {
            int value = chosen.getOrDefault(limit, limit.defaultValue());
            if (value < 0 || value > MAX) {
                throw new IllegalArgumentException(limit.key() + " must be from 0 (no limit) to " + MAX);
            }
            values[limit.ordinal()] = value;
        }
    }

    /** Limits of an hour that never count, since the one of a day is lower. */
    static Stream<Problem> doubts(Limits limits) {
        int day = limits.of(Limit.ALL_PER_DAY);
        return Stream.of(Limit.EXTERNAL_PER_HOUR, Limit.INTERNAL_PER_HOUR)
                .filter(hour -> day != 0 && limits.of(hour) > day)
                .map(hour -> new Problem(
                        "limits." + hour.key(),
                        limits.of(hour) + " an hour is never reached: " + Limit.ALL_PER_DAY.key() + " is " + day));
    }

    public int of(Limit limit) {
        return values[limit.ordinal()];
    }

    /** True when a measured value goes over the limit; never when there is none. */
    public boolean isCrossed(Limit limit, long measured) {
        int allowed = of(limit);
        return allowed != 0 && measured > allowed;
    }

    public Map<Limit, Integer> asMap() {
        Map<Limit, Integer> map = new EnumMap<>(Limit.class);
        for (Limit limit : Limit.values()) {
            map.put(limit, of(limit));
        }
        return map;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Limits limits && Arrays.equals(values, limits.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        asMap().forEach((limit, value) -> text.append(text.isEmpty() ? "" : ", ")
                .append(limit.key())
                .append(' ')
                .append(value == 0 ? "no limit" : value.toString()));
        return text.toString();
    }
}
