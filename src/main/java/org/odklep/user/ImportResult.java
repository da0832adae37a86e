package org.odklep.user;

import java.util.List;
import org.odklep.account.Role;

/** Outcome of an import, or of its dry run. */
public sealed interface ImportResult {
    /** A dry run found nothing wrong; nothing is stored. */
    record Checked(int users) implements ImportResult {}

    /** All of them are stored. */
    record Imported(int users) implements ImportResult {}

    /**
     * Nothing is stored.
     *
     * @param problems all that is wrong, in the order of the lines, the first {@value UserImport#MAX_PROBLEMS} of them
     * @param count how many there are
     */
    record Rejected(List<Problem> problems, int count) implements ImportResult {
        public Rejected {
            problems = List.copyOf(problems);
        }
    }

    record NotAllowed(Role needed) implements ImportResult {}

    /** Too many passwords are hashed at this moment: nothing is stored, try again. */
    record Busy() implements ImportResult {}

    /** Another table is read at this moment: nothing was read of this one, try again. */
    record AnotherRuns() implements ImportResult {}

    /**
     * What is wrong and what to do.
     *
     * @param line 1 for the first line of the file
     * @param column empty when it is about the whole line
     */
    record Problem(long line, String column, String words) {
        @Override
        public String toString() {
            return "line " + line + (column.isEmpty() ? "" : ", " + column) + ": " + words;
        }
    }
}
