package org.odklep.signin.factor;

/**
 * What a browser brings from an authenticator.
 *
 * @param site where it was asked
 * @param json the answer as WebAuthn writes it ({@code RegistrationResponseJSON}, {@code AuthenticationResponseJSON});
 *     anybody may have written anything
 */
public record PasskeyAnswer(PasskeySite site, String json) {
    /** Longer than any authenticator's. */
    static final int MAX_LENGTH = 16_384;

    boolean isTooLong() {
        return json.length() > MAX_LENGTH;
    }
}
