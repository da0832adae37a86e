package org.odklep.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.odklep.audit.AuditChain.Verification;

/**
 * What a check of the audit log found, on the wire: entries and head when it is intact, otherwise the number of the
 * first entry that is not, and why.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AuditVerification(
        boolean intact,
        @Nullable Long entries,
        @Nullable String head,
        @Nullable Long number,
        @Nullable String problem) {
    static AuditVerification of(Verification verification) {
        return switch (verification) {
            case Verification.Intact(long count, String head) -> new AuditVerification(true, count, head, null, null);
            case Verification.Broken(long number, String problem) ->
                new AuditVerification(false, null, null, number, problem);
        };
    }
}
