package org.odklep.user;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Where a page of users ended: its last row's place in the list. Stores give it out in {@link UserPage#next} and take it
 * back in {@link UserQuery#after}.
 *
 * @param sort what the list is ordered by
 * @param key the row's value there: a text, or a number of milliseconds in decimal
 * @param id the row's id, which tells rows of one key apart
 */
public record UserPosition(UserQuery.Sort sort, String key, String id) {
    private static final String SEPARATOR = "\n";
    private static final String UNKNOWN =
            "this list does not go on from there: read it again from its first page, in the same order";

    /** The place of a user. */
    public static UserPosition of(User user, UserQuery.Sort sort) {
        String key = switch (sort) {
            case DISPLAY_NAME -> SearchText.order(user.displayName());
            case NAME -> user.name().value();
            case CREATED -> Long.toString(user.times().createdAt().toEpochMilli());
        };
        return new UserPosition(sort, key, user.id());
    }

    /**
     * The place where a query goes on, if it does.
     *
     * @throws IllegalArgumentException when that is not what {@link #text} gave for a list in the same order
     */
    public static Optional<UserPosition> after(UserQuery query) {
        return query.after().map(text -> parse(text, query.sort()));
    }

    /** Opaque text, safe in URLs. */
    public String text() {
        String plain = String.join(SEPARATOR, sort.name(), id, key);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    /** The key of a list that is ordered by numbers. */
    public long number() {
        return Long.parseLong(key);
    }

    private static UserPosition parse(String text, UserQuery.Sort sort) {
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            String[] parts = plain.split(SEPARATOR, 3);
            UserPosition position = new UserPosition(sort, parts[2], parts[1]);
            if (position.text().equals(text) && isKey(position)) {
                return position;
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException(UNKNOWN, e);
        }
        throw new IllegalArgumentException(UNKNOWN);
    }

    /** A database need not be able to hold what somebody made up. */
    private static boolean isKey(UserPosition position) {
        return position.sort.isNumeric()
                ? position.number() >= 0
                : position.key.indexOf(0) < 0 && position.id.indexOf(0) < 0;
    }
}
