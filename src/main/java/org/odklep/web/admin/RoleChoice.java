package org.odklep.web.admin;

import java.util.Arrays;
import java.util.List;
import org.odklep.account.Actor;
import org.odklep.account.Role;
import org.odklep.web.admin.words.Words;

/**
 * A role in a form.
 *
 * @param hint what it may do, in a sentence
 */
record RoleChoice(String key, String name, String hint, boolean chosen) {
    /** The roles that somebody may give: none with a right that they lack. */
    static List<RoleChoice> upTo(Actor actor, String chosen, Words words) {
        return Arrays.stream(Role.values())
                .filter(role -> actor.role().rights().containsAll(role.rights()))
                .map(role -> new RoleChoice(
                        role.key(),
                        words.say("role." + role.key()),
                        words.say("roleHint." + role.key()),
                        role.key().equals(chosen)))
                .toList();
    }
}
