package org.odklep.web.admin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.odklep.account.Role;
import org.odklep.user.User;
import org.odklep.web.admin.words.Moment;
import org.odklep.web.admin.words.Words;

/**
 * Everything about one user, in finished words.
 *
 * @param facts what is known, in the order of the page; what is empty is left out
 */
record UserDetails(
        UserRow row,
        boolean enabled,
        long version,
        List<Fact> facts,
        List<Choice> roles,
        Moment created,
        Moment passwordChanged) {
    record Fact(String name, String value) {}

    /** A role that the user has or might have. */
    record Choice(String key, String name, boolean chosen) {}

    static UserDetails of(User user, Words words) {
        return new UserDetails(
                UserRow.of(user, words),
                user.isEnabled(),
                user.version(),
                facts(user, words),
                Arrays.stream(Role.values())
                        .map(role -> new Choice(role.key(), words.say("role." + role.key()), user.has(role)))
                        .toList(),
                words.moment(user.times().createdAt()),
                words.moment(user.password().changedAt()));
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
                user.profile().preferredLanguage().map(words::language).orElse("")));
        facts.add(
                new Fact(words.say("user.fact.recovery"), joined(user.profile().recoveryAddresses())));
        facts.removeIf(fact -> fact.value().isEmpty());
        return facts;
    }

    private static String joined(Collection<?> values) {
        return String.join(", ", values.stream().map(Object::toString).sorted().toList());
    }
}
