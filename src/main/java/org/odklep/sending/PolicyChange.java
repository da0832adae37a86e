package org.odklep.sending;

import java.util.List;
import org.odklep.account.Role;

/** Outcome of creating, changing or deleting a policy. */
public sealed interface PolicyChange {
    /** Done; a deleted policy is shown as it was. */
    record Done(OutboundPolicy policy, int priority) implements PolicyChange {}

    /** Nothing changed: every value that is wrong, not only the first. */
    record Invalid(List<Problem> problems) implements PolicyChange {}

    record NotFound() implements PolicyChange {}

    record NotAllowed(Role needed) implements PolicyChange {}

    /** Somebody else changed the policies at the same moment: read them again. */
    record Conflict() implements PolicyChange {}
}
