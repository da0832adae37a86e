package org.odklep.web.admin;

import java.util.Optional;
import org.odklep.kernel.Reason;
import org.odklep.web.admin.words.Words;

/** Reasons that people type into forms. */
public final class Reasons {
    private Reasons() {}

    /** What is wrong with a reason, if anything. */
    public static Optional<String> problem(String text, Words words) {
        if (text.isBlank()) {
            return Optional.of(words.say("release.problem.empty"));
        }
        if (text.strip().length() > Reason.MAX_LENGTH) {
            return Optional.of(words.say("release.problem.long", Reason.MAX_LENGTH));
        }
        try {
            Reason.of(text);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(words.say("release.problem.characters"));
        }
    }
}
