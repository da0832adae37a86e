package org.odklep.web.admin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.odklep.account.Role;
import org.odklep.lock.Lockout;
import org.odklep.user.User;
import org.odklep.web.admin.words.Moment;
import org.odklep.web.admin.words.Words;

/**
 * Everything about one user, in finished words.
 *
 * @param headline whether the user can sign in
 * @param block why sign-in is blocked; null when it is allowed
 * @param lockouts after wrong passwords, each in a sentence
 * @param facts what is known, in the order of the page; what is empty is left out
 */
record UserDetails(
        UserRow row,
        String headline,
        boolean enabled,
        long version,
        @Nullable Block block,
        List<String> lockouts,
        List<Fact> facts,
        List<Choice> roles,
        Moment created,
        Moment passwordChanged) {
    record Block(String reason, String by, Moment since) {}

    record Fact(String name, String value) {}

    /** A role that the user has or might have. */
    record Choice(String key, String name, boolean chosen) {}

    static UserDetails of(User user, List<Lockout> lockouts, Words words) {
        return new UserDetails(
                UserRow.of(user, words),
                words.say("user.headline." + UserRow.Standing.of(user), user.displayName()),
                user.isEnabled(),
                user.version(),
                user.block()
                        .map(block -> new Block(
                                block.reason().text(),
                                RestrictionWords.actor(block.by(), words),
                                words.moment(block.since())))
                        .orElse(null),
                lockouts.stream().map(lockout -> lockout(lockout, words)).toList(),
                facts(user, words),
                Arrays.stream(Role.values())
                        .map(role -> new Choice(role.key(), words.say("role." + role.key()), user.has(role)))
                        .toList(),
                words.moment(user.times().createdAt()),
                words.moment(user.password().changedAt()));
    }

    private static String lockout(Lockout lockout, Words words) {
        Instant end = lockout.end();
        return words.say(
                lockout.familiar() ? "user.lockout.familiar" : "user.lockout.unfamiliar",
                lockout.failures(),
                words.moment(end).text());
    }

    private static List<Fact> facts(User user, Words words) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(words.say("user.fact.name"), user.name().value()));
        facts.add(new Fact(
                words.say("user.fact.mail"),
                user.profile().mail().map(Object::toString).orElse("")));
        facts.add(new Fact(words.say("user.fact.aliases"), joined(user.profile().aliases())));
        facts.add(new Fact(words.say("user.fact.groups"), joined(user.profile().groups())));
        facts.add(new Fact(
                words.say("user.fact.language"),
                user.profile().preferredLanguage().orElse("")));
        facts.add(
                new Fact(words.say("user.fact.recovery"), joined(user.profile().recoveryAddresses())));
        facts.removeIf(fact -> fact.value().isEmpty());
        return facts;
    }

    private static String joined(Collection<?> values) {
        return String.join(", ", values.stream().map(Object::toString).sorted().toList());
    }
}
