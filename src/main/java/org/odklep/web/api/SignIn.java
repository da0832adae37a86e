package org.odklep.web.api;

import java.time.Instant;
import org.odklep.signin.SignInRecord;

/**
 * An attempt to sign in on the wire, in the shape of Graph's {@code signIn}.
 *
 * @param isFamiliarPlace whether the account was known there before
 */
record SignIn(
        String id,
        Instant createdDateTime,
        String userPrincipalName,
        String ipAddress,
        String clientAppUsed,
        boolean isFamiliarPlace,
        Status status) {
    /** @param errorCode 0 for a success, otherwise the number that Entra's log has for it */
    record Status(int errorCode, String failureReason) {}

    static SignIn of(SignInRecord attempt) {
        return new SignIn(
                attempt.id(),
                attempt.at(),
                attempt.account().value(),
                attempt.client().value(),
                attempt.kind().key(),
                attempt.familiar(),
                new Status(
                        attempt.code().number(),
                        attempt.code().number() == 0 ? "" : attempt.code().words()));
    }
}
