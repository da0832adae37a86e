package org.odklep.web.admin.openid;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import org.odklep.web.admin.openid.Trips.Trip;

/** The provider: where it wants people to go, and what it says of those who come back. */
public final class OpenIdProvider {
    private static final Scope SCOPE = new Scope("openid", "email", "profile");

    private final OpenIdClient client;
    private final Discovery discovery;

    public OpenIdProvider(OpenIdClient client) {
        this.client = client;
        this.discovery = new Discovery(client);
    }

    /** A provider that cannot be reached, or is not what it has to be. */
    static final class Away extends Exception {
        private static final long serialVersionUID = 1;

        Away(Exception cause) {
            super(cause);
        }
    }

    /** For people. */
    String name() {
        return client.name();
    }

    OpenIdClient client() {
        return client;
    }

    /** Where a browser goes to sign in. */
    URI signInAddress(Trip trip, Instant now) throws Away {
        URI endpoint = discovery.endpoints(now).signIn();
        return new AuthenticationRequest.Builder(ResponseType.CODE, SCOPE, new ClientID(client.id()), client.returnTo())
                .endpointURI(endpoint)
                .state(new State(trip.state()))
                .nonce(new Nonce(trip.nonce()))
                .codeChallenge(new CodeVerifier(trip.verifier().reveal()), CodeChallengeMethod.S256)
                .build()
                .toURI();
    }

    /**
     * Asks the provider who it was.
     *
     * @param issuer as the browser brought it (RFC 9207); empty when it did not
     */
    Arrival arrive(String code, String issuer, Trip trip, Instant now) {
        try {
            Endpoints endpoints = discovery.endpoints(now);
            if (issuer.isEmpty()
                    ? endpoints.namesIssuer()
                    : !issuer.equals(client.issuer().toString())) {
                return new Arrival.Failed(Trouble.UNPROVEN, "the answer is of another issuer");
            }
            return redeem(code, endpoints, trip);
        } catch (Away | IOException | KeySourceException e) {
            return new Arrival.Failed(Trouble.AWAY, e.toString());
        } catch (ParseException | BadJOSEException | JOSEException e) {
            return new Arrival.Failed(Trouble.UNPROVEN, e.toString());
        }
    }

    private Arrival redeem(String code, Endpoints endpoints, Trip trip)
            throws IOException, ParseException, BadJOSEException, JOSEException {
        CodeVerifier verifier = new CodeVerifier(trip.verifier().reveal());
        TokenRequest request = new TokenRequest.Builder(
                        endpoints.token(),
                        endpoints.authentication(client),
                        new AuthorizationCodeGrant(new AuthorizationCode(code), client.returnTo(), verifier))
                .build();
        TokenResponse answer = OIDCTokenResponseParser.parse(Discovery.send(request.toHTTPRequest()));
        if (!(answer instanceof OIDCTokenResponse right)) {
            return new Arrival.Failed(
                    Trouble.UNPROVEN,
                    "the code was not taken: "
                            + answer.toErrorResponse().getErrorObject().getCode());
        }
        JWT token = right.getOIDCTokens().getIDToken();
        return token == null
                ? new Arrival.Failed(Trouble.UNPROVEN, "there is no ID token")
                : Claims.read(endpoints.tokens().validate(token, new Nonce(trip.nonce())), client);
    }
}
