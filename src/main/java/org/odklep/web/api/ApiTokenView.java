package org.odklep.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.odklep.account.ApiToken;
import org.odklep.kernel.Secret;

/**
 * A token on the wire.
 *
 * @param status {@code active} or {@code expired}
 * @param token the secret; in the answer to the one who issued it, and never again
 */
record ApiTokenView(
        String id,
        String displayName,
        String role,
        String status,
        String createdBy,
        Instant createdDateTime,
        Instant expirationDateTime,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String token) {
    static ApiTokenView of(ApiToken token, Instant now) {
        return view(token, null, now);
    }

    static ApiTokenView issued(ApiToken token, Secret secret, Instant now) {
        return view(token, secret.reveal(), now);
    }

    @Override
    public String toString() {
        return "ApiTokenView[" + id + "]";
    }

    private static ApiTokenView view(ApiToken token, @Nullable String secret, Instant now) {
        return new ApiTokenView(
                token.id(),
                token.name(),
                token.role().key(),
                token.isValid(now) ? "active" : "expired",
                token.createdBy(),
                token.createdAt(),
                token.expiresAt(),
                secret);
    }
}
