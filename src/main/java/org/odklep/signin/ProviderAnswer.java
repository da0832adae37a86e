package org.odklep.signin;

import org.odklep.kernel.Secret;

/** What came of a sign-in on the word of a provider, who knows for certain who it was: so whoever it was is told why. */
public sealed interface ProviderAnswer {
    /** @param secret of the new session, for the browser only */
    record Opened(Secret secret) implements ProviderAnswer {}

    /** The user has no role that has pages. */
    record NoRole() implements ProviderAnswer {}

    /** @param code as in the sign-in log */
    record Refused(SignInCode code) implements ProviderAnswer {}

    /** The same sign-in came in before. */
    record Spent() implements ProviderAnswer {}
}
