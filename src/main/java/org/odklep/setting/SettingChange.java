package org.odklep.setting;

import java.util.List;
import org.odklep.account.Role;

/** Outcome of deciding about settings. */
public sealed interface SettingChange {
    record Done() implements SettingChange {}

    /** Nothing changed: every value that is wrong, not only the first. */
    record Invalid(List<SettingProblem> problems) implements SettingChange {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }

    record NotAllowed(Role needed) implements SettingChange {}

    /** Somebody else decided meanwhile: look again. */
    record Conflict() implements SettingChange {}
}
