package org.odklep.passkey;

import static java.util.Objects.requireNonNull;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecord;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.verifier.exception.MaliciousCounterValueException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.odklep.signin.factor.Passkey;
import org.odklep.signin.factor.PasskeyAnswer;
import org.odklep.signin.factor.PasskeySite;
import org.odklep.signin.factor.PasskeyVerifier;

/**
 * Verifies by sections 7.1 and 7.2 of WebAuthn: kind, challenge, origin, relying party, presence of somebody, algorithm, signature,
 * counter.
 */
public final class WebauthnVerifier implements PasskeyVerifier {
    private static final System.Logger LOG = System.getLogger(WebauthnVerifier.class.getName());

    /** Whether the authenticator has to know its owner, by a finger or a PIN. The password was shown before. */
    private static final boolean OWNER_KNOWN = false;

    private static final boolean SOMEBODY_PRESENT = true;

    private static final List<PublicKeyCredentialParameters> ALGORITHMS = Stream.of(
                    COSEAlgorithmIdentifier.ES256, COSEAlgorithmIdentifier.EdDSA, COSEAlgorithmIdentifier.RS256)
            .map(each -> new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, each))
            .toList();

    private final ObjectConverter converter = new ObjectConverter();
    private final WebAuthnManager webauthn = WebAuthnManager.createNonStrictWebAuthnManager(converter);
    private final AttestedCredentialDataConverter credentials = new AttestedCredentialDataConverter(converter);

    @Override
    public Optional<Made> made(PasskeyAnswer answer, String challenge) {
        RegistrationParameters asked =
                new RegistrationParameters(server(answer.site(), challenge), ALGORITHMS, OWNER_KNOWN, SOMEBODY_PRESENT);
        try {
            return Optional.of(made(webauthn.verifyRegistrationResponseJSON(answer.json(), asked)));
        } catch (RuntimeException e) {
            refused(e);
            return Optional.empty();
        }
    }

    private Made made(RegistrationData right) {
        var data = requireNonNull(right.getAttestationObject()).getAuthenticatorData();
        AttestedCredentialData credential = requireNonNull(data.getAttestedCredentialData());
        String encoded = Base64.getEncoder().encodeToString(credentials.convert(credential));
        return new Made(
                id(credential.getCredentialId()),
                new Passkey.PublicHalf(encoded, data.getSignCount(), data.isFlagBE()));
    }

    @Override
    public Verdict shown(PasskeyAnswer answer, String challenge, List<Passkey> own) {
        try {
            AuthenticationData data = webauthn.parseAuthenticationResponseJSON(answer.json());
            byte[] credential = credentialId(data);
            String id = id(credential);
            return own.stream()
                    .filter(passkey -> passkey.id().equals(id))
                    .findFirst()
                    .map(passkey -> shown(data, credential, passkey, server(answer.site(), challenge)))
                    .orElseGet(Verdict.Wrong::new);
        } catch (RuntimeException e) {
            return refused(e);
        }
    }

    private Verdict shown(AuthenticationData data, byte[] credential, Passkey passkey, ServerProperty server) {
        try {
            webauthn.verify(
                    data,
                    new AuthenticationParameters(
                            server, record(passkey), List.of(credential), OWNER_KNOWN, SOMEBODY_PRESENT));
            return new Verdict.Right(
                    passkey, requireNonNull(data.getAuthenticatorData()).getSignCount());
        } catch (MaliciousCounterValueException e) {
            return new Verdict.Cloned(passkey);
        }
    }

    private CredentialRecord record(Passkey passkey) {
        Passkey.PublicHalf key = passkey.key();
        AttestedCredentialData credential =
                credentials.convert(Base64.getDecoder().decode(key.data()));
        return new CredentialRecordImpl(
                null, false, key.synced(), false, key.counter(), credential, null, null, null, null);
    }

    private static ServerProperty server(PasskeySite site, String challenge) {
        return ServerProperty.builder()
                .origin(new Origin(site.origin()))
                .rpId(site.host())
                .challenge(new DefaultChallenge(challenge))
                .build();
    }

    /** Anything can come out of a text that anybody may have written, so every exception is a refusal. */
    private static Verdict refused(RuntimeException why) {
        LOG.log(System.Logger.Level.DEBUG, "a passkey was refused: {0}", why.toString());
        return new Verdict.Wrong();
    }

    /** The library's annotation is read as if single bytes could be null. */
    @SuppressWarnings("NullAway")
    private static byte[] credentialId(AuthenticationData data) {
        return requireNonNull(data.getCredentialId());
    }

    private static String id(byte[] credentialId) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(credentialId);
    }
}
