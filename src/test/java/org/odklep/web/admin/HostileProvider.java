package org.odklep.web.admin;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.odklep.testing.FreePorts;

/**
 * An OpenID Connect provider that says whatever a test wants: what no real one would. Where no lie is asked for it is right, and as
 * strict as a real one about codes, their challenges and the secret of the client.
 */
final class HostileProvider implements AutoCloseable {
    static final String CLIENT = "odklep";
    static final String SECRET = "what-only-odklep-knows";

    private final int port = FreePorts.next();
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();
    private final RSAKey othersKey = newKey();
    private volatile RSAKey key = newKey();
    private volatile String discovered = "";
    private HttpServer server = open();

    /** How a token is signed. */
    enum Signature {
        RIGHT,
        SOMEBODY_ELSES_KEY,
        NONE,
        OUR_SECRET,
        PUBLIC_KEY_AS_SECRET
    }

    /** What a code is good for. */
    private record Grant(String challenge, String returnTo, JWTClaimsSet claims, Signature signature) {}

    /** What a browser was sent with. */
    record Asked(Map<String, String> parameters) {
        static Asked of(String address) {
            return new Asked(HostileProvider.parameters(URI.create(address).getRawQuery()));
        }

        String get(String name) {
            return parameters.getOrDefault(name, "");
        }
    }

    String issuer() {
        return "http://127.0.0.1:" + port;
    }

    /** The settings of an Odklep that signs people in here. */
    String[] settings(String... more) {
        String[] usual = {
            "--odklep.web.base-url=http://127.0.0.1:1",
            "--odklep.web.openid.issuer=" + issuer(),
            "--odklep.web.openid.client-id=" + CLIENT,
            "--odklep.web.openid.client-secret=" + SECRET,
            "--odklep.web.openid.name=Town <Hall>"
        };
        String[] all = Arrays.copyOf(usual, usual.length + more.length);
        System.arraycopy(more, 0, all, usual.length, more.length);
        return all;
    }

    /** A code for whoever asked in a way, as somebody whom the claims name. */
    String code(Asked asked, Consumer<JWTClaimsSet.Builder> claims) {
        return code(asked, claims, Signature.RIGHT);
    }

    String code(Asked asked, Consumer<JWTClaimsSet.Builder> claims, Signature signature) {
        Instant now = Instant.now();
        JWTClaimsSet.Builder all = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .subject("4711")
                .audience(CLIENT)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)))
                .claim("nonce", asked.get("nonce"));
        claims.accept(all);
        String code = UUID.randomUUID().toString();
        grants.put(code, new Grant(asked.get("code_challenge"), asked.get("redirect_uri"), all.build(), signature));
        return code;
    }

    /** The path on which a browser is sent back. */
    static String back(String code, String state) {
        return "/sign-in/openid/back?code=" + encoded(code) + "&state=" + encoded(state);
    }

    /** Says something else about itself from now on. */
    void describeAs(String json) {
        discovered = json;
    }

    /** From now on signs with another key. */
    void changeKey() {
        key = newKey();
    }

    void goAway() {
        server.stop(0);
    }

    void comeBack() {
        server = open();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private HttpServer open() {
        try {
            HttpServer opened = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            opened.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            opened.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, 200, description()));
            opened.createContext("/keys", exchange -> answer(exchange, 200, new JWKSet(key.toPublicJWK()).toString()));
            opened.createContext("/token", this::token);
            opened.start();
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String description() {
        return !discovered.isEmpty() ? discovered : """
                {"issuer": "%1$s", "authorization_endpoint": "%1$s/sign-in", "token_endpoint": "%1$s/token",
                 "jwks_uri": "%1$s/keys", "subject_types_supported": ["public"], "response_types_supported": ["code"],
                 "id_token_signing_alg_values_supported": ["RS256", "none", "HS256"]}
                """.formatted(issuer());
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> form =
                parameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Grant grant = grants.remove(form.getOrDefault("code", ""));
        if (!isClient(exchange) || grant == null || !isRight(grant, form)) {
            answer(exchange, 400, "{\"error\": \"invalid_grant\", \"error_description\": \"<b>no</b>\"}");
            return;
        }
        answer(exchange, 200, """
                {"access_token": "nothing", "token_type": "Bearer", "expires_in": 300, "id_token": "%s"}
                """.formatted(signed(grant).serialize()));
    }

    private static boolean isClient(HttpExchange exchange) {
        String right = Base64.getEncoder().encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
        return ("Basic " + right).equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private static boolean isRight(Grant grant, Map<String, String> form) {
        CodeVerifier verifier = new CodeVerifier(form.getOrDefault("code_verifier", "-".repeat(43)));
        return CodeChallenge.compute(CodeChallengeMethod.S256, verifier)
                        .getValue()
                        .equals(grant.challenge())
                && grant.returnTo().equals(form.get("redirect_uri"));
    }

    private JWT signed(Grant grant) {
        try {
            return switch (grant.signature()) {
                case RIGHT -> rsa(key, grant);
                case SOMEBODY_ELSES_KEY ->
                    rsa(new RSAKey.Builder(othersKey).keyID(key.getKeyID()).build(), grant);
                case NONE -> new PlainJWT(grant.claims());
                case OUR_SECRET -> hmac(Arrays.copyOf(SECRET.getBytes(StandardCharsets.UTF_8), 32), grant);
                case PUBLIC_KEY_AS_SECRET -> hmac(key.toRSAPublicKey().getEncoded(), grant);
            };
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JWT rsa(RSAKey key, Grant grant) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), grant.claims());
        token.sign(new RSASSASigner(key));
        return token;
    }

    private JWT hmac(byte[] secret, Grant grant) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(key.getKeyID()).build(), grant.claims());
        token.sign(new MACSigner(secret));
        return token;
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        try (exchange) {
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static Map<String, String> parameters(String query) {
        return Arrays.stream(query.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> decoded(pair[0]), pair -> decoded(pair[1])));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
