package org.odklep.web.admin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.odklep.kernel.AccountName;
import org.odklep.lock.Lockout;
import org.odklep.signin.LockoutQuery;
import org.odklep.web.admin.list.Address;
import org.odklep.web.admin.list.Tab;
import org.odklep.web.admin.words.Words;

/**
 * What the address of the list of lockouts asks for; words that it does not know stand for the usual choice.
 *
 * @param place {@code all}, {@code unfamiliar} or {@code familiar}
 * @param after the position where the page before ended
 */
record LockoutFilter(String search, String place, Optional<String> after) {
    static final String PATH = "/security/lockouts";

    private static final List<String> PLACES = List.of("all", "unfamiliar", "familiar");

    /** The address, as it was sent. */
    record Asked(
            @Nullable String search,
            @Nullable String place,
            @Nullable String after) {}

    static LockoutFilter of(Asked asked) {
        String search = asked.search() == null ? "" : asked.search().strip();
        return new LockoutFilter(
                search.substring(0, Math.min(search.length(), AccountName.MAX_LENGTH)),
                Optional.ofNullable(asked.place()).filter(PLACES::contains).orElse("all"),
                Optional.ofNullable(asked.after()).filter(text -> !text.isEmpty()));
    }

    /** @throws IllegalArgumentException when the position is none */
    LockoutQuery query(Instant now, int limit) {
        Optional<Boolean> familiar = place.equals("all") ? Optional.empty() : Optional.of(place.equals("familiar"));
        return new LockoutQuery(now, search, familiar, after.map(LockoutQuery.Position::parse), limit);
    }

    static String position(Lockout last) {
        return new LockoutQuery.Position(last.end(), last.account(), last.familiar()).text();
    }

    LockoutFilter from(Optional<String> position) {
        return new LockoutFilter(search, place, position);
    }

    LockoutFilter withoutSearch() {
        return new LockoutFilter("", place, Optional.empty());
    }

    String address() {
        return Address.of(PATH)
                .with("search", search)
                .with("place", place)
                .with("after", after)
                .text();
    }

    List<Tab> tabs(Words words) {
        return PLACES.stream()
                .map(each -> new Tab(
                        words.say("lockouts.place." + each),
                        new LockoutFilter(search, each, Optional.empty()).address(),
                        each.equals(place)))
                .toList();
    }
}
