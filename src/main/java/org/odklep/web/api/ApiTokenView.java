package org.odklep.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.odklep.account.ApiToken;
import org.odklep.kernel.MailDomain;
import org.odklep.kernel.Secret;

/**
 * A token on the wire.
 *
 * @param status {@code active}, {@code expired}, or {@code revoked} together with the sessions of its owner
 * @param domains where a domain administrator may act with it
 * @param userId whose token it is
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
        List<String> domains,
        @Nullable String userId,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String token) {
    static ApiTokenView of(ApiToken token, boolean good, Instant now) {
        return view(token, null, good ? "active" : token.isValid(now) ? "revoked" : "expired");
    }

    static ApiTokenView issued(ApiToken token, Secret secret) {
        return view(token, secret.reveal(), "active");
    }

    @Override
    public String toString() {
        return "ApiTokenView[" + id + "]";
    }

    private static ApiTokenView view(ApiToken token, @Nullable String secret, String status) {
        return new ApiTokenView(
                token.id(),
                token.name(),
                token.role().key(),
                status,
                token.createdBy(),
                token.createdAt(),
                token.expiresAt(),
                token.scope().domains().stream().map(MailDomain::value).sorted().toList(),
                token.scope().owner().orElse(null),
                secret);
    }
}
