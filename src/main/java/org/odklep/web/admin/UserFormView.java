package org.odklep.web.admin;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.odklep.user.Profile;
import org.odklep.web.admin.words.Words;

/**
 * The form of a user, in finished words.
 *
 * @param lines fields of one line
 * @param lists fields of several lines
 */
record UserFormView(List<Field> lines, List<Field> lists, boolean wrong) {
    private static final List<String> LINES =
            List.of(UserDraft.NAME, UserDraft.DISPLAY_NAME, UserDraft.MAIL, UserDraft.LANGUAGE);
    private static final List<String> LISTS = List.of(UserDraft.ALIASES, UserDraft.GROUPS, UserDraft.RECOVERY);

    /** All of them. */
    static final Set<String> FIELDS =
            Stream.concat(LINES.stream(), LISTS.stream()).collect(Collectors.toUnmodifiableSet());

    static UserFormView of(UserDraft draft, Map<String, String> problems, Words words) {
        return new UserFormView(
                fields(LINES, draft, problems, words), fields(LISTS, draft, problems, words), !problems.isEmpty());
    }

    private static List<Field> fields(List<String> names, UserDraft draft, Map<String, String> problems, Words words) {
        return names.stream()
                .map(name -> new Field(
                        "user-" + name,
                        name,
                        words.say("userForm." + name),
                        words.say("userForm.help." + name, Profile.MAX_LIST),
                        draft.value(name),
                        problems.get(name)))
                .toList();
    }
}
