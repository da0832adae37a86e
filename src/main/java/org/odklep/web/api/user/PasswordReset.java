package org.odklep.web.api.user;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Graph's {@code passwordResetResponse}.
 *
 * @param newPassword when it was made here; in this answer, and never again
 */
record PasswordReset(
        @JsonProperty("@odata.context") String context,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String newPassword) {
    @Override
    public String toString() {
        return "PasswordReset[]";
    }
}
