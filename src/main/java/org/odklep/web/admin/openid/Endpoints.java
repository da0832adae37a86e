package org.odklep.web.admin.openid;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.net.MalformedURLException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a provider says of itself, as far as we go by it.
 *
 * @param namesIssuer whether whoever comes back always brings the issuer along
 * @param post whether the secret goes into the form, because the provider does not take it in the header
 * @param tokens checks ID tokens
 */
record Endpoints(URI signIn, URI token, boolean namesIssuer, boolean post, IDTokenValidator tokens) {
    private static final int MAX_KEYS_BYTES = 200_000;

    /** Only keys of which one half is the provider's alone: our secret makes no token, and no token goes without a signature. */
    private static final Set<JWSAlgorithm> ALGORITHMS = JWSAlgorithm.Family.SIGNATURE.stream()
            .filter(each -> !JWSAlgorithm.Family.ED.contains(each) && !each.equals(JWSAlgorithm.ES256K))
            .collect(Collectors.toUnmodifiableSet());

    static Endpoints of(OIDCProviderMetadata said, OpenIdClient client) throws ParseException, MalformedURLException {
        if (!said.getIssuer().getValue().equals(client.issuer().toString())) {
            throw new ParseException("the provider says that its issuer is another one");
        }
        URI keys = safe(said.getJWKSetURI(), client);
        JWKSource<SecurityContext> source = JWKSourceBuilder.create(
                        keys.toURL(),
                        new DefaultResourceRetriever(Discovery.TIMEOUT, Discovery.TIMEOUT, MAX_KEYS_BYTES))
                // Tokens come from the provider itself, so nobody else makes us ask for keys; and no thread shall
                // outlive us.
                .rateLimited(false)
                .refreshAheadCache(false)
                .build();
        return new Endpoints(
                safe(said.getAuthorizationEndpointURI(), client),
                safe(said.getTokenEndpointURI(), client),
                said.supportsAuthorizationResponseIssuerParam(),
                isPost(said.getTokenEndpointAuthMethods()),
                new IDTokenValidator(
                        said.getIssuer(),
                        new ClientID(client.id()),
                        new JWSVerificationKeySelector<>(ALGORITHMS, source),
                        null));
    }

    ClientAuthentication authentication(OpenIdClient client) {
        ClientID id = new ClientID(client.id());
        Secret secret = new Secret(client.secret().reveal());
        return post ? new ClientSecretPost(id, secret) : new ClientSecretBasic(id, secret);
    }

    private static boolean isPost(List<ClientAuthenticationMethod> methods) {
        return methods != null
                && methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                && !methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
    }

    /** An address that may be used: in the clear only where the issuer is on this host too, and so is named in the clear. */
    private static URI safe(URI address, OpenIdClient client) throws ParseException {
        if (address == null
                || !"https".equals(address.getScheme())
                        && !client.issuer().getScheme().equals(address.getScheme())) {
            throw new ParseException("the provider names an address that is missing or not HTTPS");
        }
        return address;
    }
}
