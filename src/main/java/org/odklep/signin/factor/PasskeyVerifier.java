package org.odklep.signin.factor;

import java.util.List;
import java.util.Optional;

/**
 * Port: looks at the answers of authenticators. Whatever the answer is, there is a verdict and no exception.
 *
 * <p>Both methods take the challenge that the answer has to be about, in base64url.
 */
public interface PasskeyVerifier {
    /** The key that an authenticator made; empty when the answer is not right. */
    Optional<Made> made(PasskeyAnswer answer, String challenge);

    /** @param own the passkeys of whoever shows one */
    Verdict shown(PasskeyAnswer answer, String challenge, List<Passkey> own);

    /** @param id of the credential, in base64url */
    record Made(String id, Passkey.PublicHalf key) {}

    /** What a passkey that was shown is worth. */
    sealed interface Verdict {
        /** @param counter of the authenticator, this signature included */
        record Right(Passkey passkey, long counter) implements Verdict {}

        /** Signed by the right key, whose counter went back: there may be two of it. */
        record Cloned(Passkey passkey) implements Verdict {}

        record Wrong() implements Verdict {}
    }
}
