package org.odklep.web.admin.openid;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderConfigurationRequest;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.odklep.web.admin.openid.OpenIdProvider.Away;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the provider says of itself (OpenID Connect Discovery), asked when somebody first wants to sign in, and once an hour. What was
 * known holds while the provider does not answer; what never was is asked for again with the next sign-in.
 */
final class Discovery {
    /** Of a connection and of an answer, in milliseconds. */
    static final int TIMEOUT = 5_000;

    private static final Duration LASTS = Duration.ofHours(1);
    private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);

    private final OpenIdClient client;
    private final AtomicReference<Optional<Known>> known = new AtomicReference<>(Optional.empty());

    private record Known(Endpoints endpoints, Instant at) {}

    Discovery(OpenIdClient client) {
        this.client = client;
    }

    Endpoints endpoints(Instant now) throws Away {
        Optional<Known> before = known.get();
        if (before.filter(each -> now.isBefore(each.at().plus(LASTS))).isPresent()) {
            return before.get().endpoints();
        }
        try {
            Endpoints asked = ask();
            known.set(Optional.of(new Known(asked, now)));
            return asked;
        } catch (IOException | ParseException e) {
            if (before.isEmpty()) {
                throw new Away(e);
            }
            LOG.warn("{} does not say anything about itself: {}", client.issuer(), OpenIdPages.oneLine(e.toString()));
            return before.get().endpoints();
        }
    }

    /** Sends a request to the provider, which may not send us on to somebody else. */
    static HTTPResponse send(HTTPRequest request) throws IOException {
        request.setConnectTimeout(TIMEOUT);
        request.setReadTimeout(TIMEOUT);
        request.setFollowRedirects(false);
        return request.send();
    }

    private Endpoints ask() throws IOException, ParseException {
        Issuer issuer = new Issuer(client.issuer());
        HTTPResponse answer = send(new OIDCProviderConfigurationRequest(issuer).toHTTPRequest());
        answer.ensureStatusCode(HTTPResponse.SC_OK);
        return Endpoints.of(OIDCProviderMetadata.parse(answer.getBodyAsJSONObject()), client);
    }
}
