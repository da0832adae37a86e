package org.odklep.lock;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * Where a page of restrictions ended: its last row's place in the list. Stores give it out in
 * {@link RestrictionPage#next} and take it back in {@link RestrictionQuery#after}.
 *
 * @param sort what the list is sorted by
 * @param key the row's value there: a text, or a number (of milliseconds for a time) in decimal
 * @param id the row's reference, which tells rows of one key apart
 */
public record RestrictionPosition(RestrictionQuery.Sort sort, String key, String id) {
    private static final String SEPARATOR = "\n";
    private static final String UNKNOWN =
            "this list does not go on from there: read it again from its first page, in the same order";

    /** The place of a restriction. */
    public static RestrictionPosition of(SendingRestriction restriction, RestrictionQuery.Sort sort) {
        String key = switch (sort) {
            case SINCE -> Long.toString(restriction.since().toEpochMilli());
            case ACCOUNT -> restriction.account().value();
            case SET_BY -> restriction.setBy();
            case END -> Long.toString(endMillis(restriction));
            case REFUSED -> Long.toString(restriction.refused());
        };
        return new RestrictionPosition(sort, key, restriction.id());
    }

    /**
     * The place where a query goes on, if it does.
     *
     * @throws IllegalArgumentException when that is not what {@link #text} gave for a list in the same order
     */
    public static Optional<RestrictionPosition> after(RestrictionQuery query) {
        return query.after().map(text -> parse(text, query.sort()));
    }

    /** Opaque text, safe in URLs. */
    public String text() {
        String plain = String.join(SEPARATOR, sort.name(), key, id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    /** The key of a list that is sorted by numbers. */
    public long number() {
        return Long.parseLong(key);
    }

    /** The value of {@link RestrictionQuery.Sort#END}. */
    private static long endMillis(SendingRestriction restriction) {
        return restriction
                .ended()
                .map(Ending::at)
                .or(restriction::until)
                .map(Instant::toEpochMilli)
                .orElse(Long.MAX_VALUE);
    }

    private static RestrictionPosition parse(String text, RestrictionQuery.Sort sort) {
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            String[] parts = plain.split(SEPARATOR, 3);
            RestrictionPosition position = new RestrictionPosition(sort, parts[1], parts[2]);
            if (position.text().equals(text) && (!sort.isNumeric() || position.number() >= 0)) {
                return position;
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException(UNKNOWN, e);
        }
        throw new IllegalArgumentException(UNKNOWN);
    }
}
