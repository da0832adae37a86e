package org.odklep.web.admin.home;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.kernel.AccountName;
import org.odklep.lock.LockStore;
import org.odklep.lock.References;
import org.odklep.lock.SendingRestriction;
import org.odklep.user.User;
import org.odklep.user.UserQuery;
import org.odklep.user.Users;
import org.springframework.stereotype.Component;

/**
 * Finds the account that somebody means: by name, alias or address, by the reference in a bounce, or by a part of what it is
 * called.
 */
@Component
class GuideSearch {
    static final int CHOICES = 8;

    private final Users users;
    private final LockStore store;
    private final Diagnoses diagnoses;

    GuideSearch(Users users, LockStore store, Diagnoses diagnoses) {
        this.users = users;
        this.store = store;
        this.diagnoses = diagnoses;
    }

    /** What was found. */
    sealed interface Found {
        record One(AccountName account, Optional<User> user) implements Found {}

        /** @param more whether there are others besides */
        record Several(List<User> users, boolean more) implements Found {}

        record Nobody() implements Found {}
    }

    /** @param text at most {@link UserQuery#MAX_TEXT} characters, not empty */
    Found find(String text, Actor actor, Instant now) {
        return exact(text, actor, now).orElseGet(() -> alike(text, actor));
    }

    /** Users whom a text may mean, at most {@value #CHOICES}. */
    Found alike(String text, Actor actor) {
        List<User> found = search(text, actor);
        return switch (found.size()) {
            case 0 -> new Found.Nobody();
            case 1 -> one(found.getFirst());
            default -> new Found.Several(found.stream().limit(CHOICES).toList(), found.size() > CHOICES);
        };
    }

    private Optional<Found> exact(String text, Actor actor, Instant now) {
        Optional<Found> user = users.find(text, actor).map(GuideSearch::one);
        if (user.isPresent() || !actor.may(Right.READ)) {
            return user;
        }
        return referred(text)
                .or(() -> AccountName.parse(text).filter(account -> diagnoses.isKnown(account, now)))
                .map(account -> users.find(account.value(), actor)
                        .map(GuideSearch::one)
                        .orElseGet(() -> new Found.One(account, Optional.empty())));
    }

    private Optional<AccountName> referred(String text) {
        return References.within(text).stream()
                .flatMap(reference -> store.find(reference).stream())
                .findFirst()
                .map(SendingRestriction::account);
    }

    private List<User> search(String text, Actor actor) {
        try {
            return users.list(UserQuery.everybody(CHOICES + 1).withText(UserQuery.Match.ANYWHERE, text), actor)
                    .users();
        } catch (IllegalArgumentException e) {
            // A text that grows too long when it is normalised is nobody's name.
            return List.of();
        }
    }

    private static Found one(User user) {
        return new Found.One(user.name(), Optional.of(user));
    }
}
