/**
 * The second factor of those who sign in to the pages: an authenticator app (TOTP, RFC 6238) or passkeys (WebAuthn), with
 * recovery codes for the day on which the phone is gone. {@link org.odklep.signin.factor.SecondFactors} takes codes and
 * {@link org.odklep.signin.factor.Passkeys} passkeys, whose signatures a {@link org.odklep.signin.factor.PasskeyVerifier} outside
 * of the domain looks at; what a store holds are {@link org.odklep.signin.factor.Factors}.
 *
 * <p>A code and a challenge are good once, and wrong answers count in the store before anybody is told: of any number at once no more are
 * looked at than the threshold of the lockout allows, on all nodes together.
 */
@NullMarked
package org.odklep.signin.factor;

import org.jspecify.annotations.NullMarked;
