package org.odklep.gate.dovecot;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import org.odklep.kernel.Secret;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * The HTTP server that Dovecot's {@code auth_policy_server_url} names, compatible with weakforced's: a command stands in the
 * query ({@code /?command=allow}) or in the path ({@code /command/allow}). Every caller knows the key, as {@code X-API-Key}
 * or as the password of HTTP Basic with any name.
 */
public final class AuthPolicyServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AuthPolicyServer.class);
    private static final int MAX_BODY = 64 * 1024;
    private static final String PATH = "/command/";

    private final HttpServer server;
    private final AuthPolicyGate gate;
    private final byte[] key;
    private final InstantSource clock;
    private final PolicyJson json = new PolicyJson(JsonMapper.builder().build());

    private AuthPolicyServer(HttpServer server, AuthPolicyGate gate, Secret key, InstantSource clock) {
        this.server = server;
        this.gate = gate;
        this.key = key.reveal().getBytes(StandardCharsets.UTF_8);
        this.clock = clock;
    }

    /**
     * Begins to listen.
     *
     * @param port 0 takes a free one
     * @param key what callers have to know
     * @throws IOException when the address cannot be bound; the message names it
     */
    public static AuthPolicyServer start(
            InetAddress address, int port, AuthPolicyGate gate, Secret key, InstantSource clock) throws IOException {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(address, port), 1024);
            AuthPolicyServer server = new AuthPolicyServer(http, gate, key, clock);
            http.createContext("/", server::handle);
            http.setExecutor(Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("dovecot-", 0).factory()));
            http.start();
            return server;
        } catch (IOException e) {
            throw new IOException(
                    "cannot listen at " + address.getHostAddress() + ":" + port + ": " + e.getMessage(), e);
        }
    }

    /** Where it listens, with the port that was taken. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = isKnown(exchange) ? answer(exchange) : Answer.UNAUTHORIZED;
            if (answer.status == 401) {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"odklep\"");
            }
            byte[] body = json.write(answer.body);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status, body.length);
            exchange.getResponseBody().write(body);
        } catch (RuntimeException e) {
            LOG.error("a request of Dovecot failed", e);
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        return switch (exchange.getRequestMethod() + " " + command(exchange)) {
            case "GET ping" -> Answer.OK;
            case "POST allow" -> withRequest(exchange, this::allow);
            case "POST report" ->
                withRequest(exchange, (request, now) -> {
                    gate.report(request, now);
                    return Answer.OK;
                });
            default -> Answer.NOT_FOUND;
        };
    }

    private Answer allow(AuthRequest request, Instant now) {
        return new Answer(200, Map.of("status", gate.allow(request, now), "msg", ""));
    }

    private Answer withRequest(HttpExchange exchange, BiFunction<AuthRequest, Instant, Answer> work)
            throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
        Optional<AuthRequest> request = body.length > MAX_BODY ? Optional.empty() : json.read(body);
        return request.map(known -> work.apply(known, clock.instant())).orElse(Answer.BAD_REQUEST);
    }

    private static String command(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        if (path.startsWith(PATH)) {
            return path.substring(PATH.length());
        }
        String query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
        for (String parameter : query.split("&", -1)) {
            if (parameter.startsWith("command=")) {
                return parameter.substring("command=".length());
            }
        }
        return "";
    }

    private boolean isKnown(HttpExchange exchange) {
        return isKey(Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-API-Key")))
                || isKey(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                        .flatMap(AuthPolicyServer::password));
    }

    private boolean isKey(Optional<String> offered) {
        return offered.map(text -> MessageDigest.isEqual(text.getBytes(StandardCharsets.UTF_8), key))
                .orElse(false);
    }

    private static Optional<String> password(String authorization) {
        if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        try {
            String pair = new String(
                    Base64.getDecoder().decode(authorization.substring(6).strip()), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? Optional.empty() : Optional.of(pair.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private record Answer(int status, Map<String, ?> body) {
        static final Answer OK = new Answer(200, Map.of("status", "ok"));
        static final Answer BAD_REQUEST = new Answer(
                400, Map.of("status", "failure", "reason", "The body is not a JSON object of at most 64 kB."));
        static final Answer UNAUTHORIZED = new Answer(401, Map.of("status", "failure", "reason", "Unauthorized"));
        static final Answer NOT_FOUND = new Answer(404, Map.of("status", "failure", "reason", "Not found"));
    }
}
