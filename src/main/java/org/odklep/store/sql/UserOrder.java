package org.odklep.store.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.odklep.user.SearchText;
import org.odklep.user.User;
import org.odklep.user.UserQuery;

/**
 * An order of the list of users: the column that it goes by and, in SQLite, that of the users' places in it and the index
 * of trigrams that knows them by these places.
 */
enum UserOrder {
    DISPLAY_NAME("sort_name", "place", "user_text") {
        @Override
        Object key(User user) {
            return SearchText.order(user.displayName());
        }
    },
    NAME("name", "name_place", "user_text_by_name") {
        @Override
        Object key(User user) {
            return user.name().value();
        }
    },
    CREATED("created_ms", "created_place", "user_text_by_created") {
        @Override
        Object key(User user) {
            return user.times().createdAt().toEpochMilli();
        }
    };

    private final String column;
    private final String place;
    private final String index;

    UserOrder(String column, String place, String index) {
        this.column = column;
        this.place = place;
        this.index = index;
    }

    static UserOrder of(UserQuery.Sort sort) {
        return switch (sort) {
            case DISPLAY_NAME -> DISPLAY_NAME;
            case NAME -> NAME;
            case CREATED -> CREATED;
        };
    }

    /** What a user stands by in this order: a text, or a number. Users of one key stand by their ids. */
    abstract Object key(User user);

    String column() {
        return column;
    }

    String place() {
        return place;
    }

    String index() {
        return index;
    }

    /** Users as the database orders them, bytewise: rows that are written so lie beside one another. */
    List<User> sorted(Collection<User> users) {
        return users.stream()
                .map(user -> new Keyed(comparable(key(user)), user))
                .sorted(Comparator.comparing(Keyed::key, UserOrder::compare).thenComparing(keyed -> keyed.user.id()))
                .map(Keyed::user)
                .toList();
    }

    /** Whether a user comes before another one, of whom the key and the id are known. */
    boolean isBefore(User user, Object key, String id) {
        int order = compare(comparable(key(user)), comparable(key));
        return order < 0 || (order == 0 && user.id().compareTo(id) < 0);
    }

    private static Object comparable(Object key) {
        return key instanceof String text ? text.getBytes(UTF_8) : key;
    }

    private static int compare(Object one, Object other) {
        return one instanceof byte[] text
                ? Arrays.compareUnsigned(text, (byte[]) other)
                : Long.compare((Long) one, (Long) other);
    }

    private record Keyed(Object key, User user) {}
}
