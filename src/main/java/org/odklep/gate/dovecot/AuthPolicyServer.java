package org.odklep.gate.dovecot;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
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
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Secret;
import org.odklep.kernel.StoreUnavailable;
import org.odklep.signin.SignInListEntry.Kind;
import org.odklep.signin.SignInLists;
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
    private final ListCommands lists;
    private final byte[] key;
    private final InstantSource clock;
    private final PolicyJson json = new PolicyJson(JsonMapper.builder().build());

    private AuthPolicyServer(
            HttpServer server, AuthPolicyGate gate, ListCommands lists, Secret key, InstantSource clock) {
        this.server = server;
        this.gate = gate;
        this.lists = lists;
        this.key = key.reveal().getBytes(StandardCharsets.UTF_8);
        this.clock = clock;
    }

    /**
     * Begins to listen.
     *
     * @param address its port may be 0, which takes a free one
     * @param key what callers have to know
     * @throws IOException when the address cannot be bound; the message names it
     */
    public static AuthPolicyServer start(
            InetSocketAddress address, AuthPolicyGate gate, ListCommands lists, Secret key, InstantSource clock)
            throws IOException {
        HttpBounds.set();
        try {
            HttpServer http = HttpServer.create(address, 1024);
            AuthPolicyServer server = new AuthPolicyServer(http, gate, lists, key, clock);
            http.createContext("/", server::handle);
            http.setExecutor(Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("dovecot-", 0).factory()));
            http.start();
            return server;
        } catch (IOException e) {
            String where = address.getAddress().getHostAddress() + ":" + address.getPort();
            throw new IOException("cannot listen at " + where + ": " + e.getMessage(), e);
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
            case "POST allow" -> decide(exchange, this::allow);
            case "POST report" ->
                decide(exchange, (request, now) -> {
                    gate.report(request, now);
                    return Answer.OK;
                });
            case "GET getBL" -> entries("bl_entries", Kind.BLOCK);
            case "GET getWL" -> entries("wl_entries", Kind.ALLOW);
            case "POST addBLEntry" ->
                change(exchange, (request, from, now) -> lists.add(Kind.BLOCK, request, from, now));
            case "POST addWLEntry" ->
                change(exchange, (request, from, now) -> lists.add(Kind.ALLOW, request, from, now));
            case "POST delBLEntry" ->
                change(exchange, (request, from, now) -> lists.remove(Kind.BLOCK, request, from, now));
            case "POST delWLEntry" ->
                change(exchange, (request, from, now) -> lists.remove(Kind.ALLOW, request, from, now));
            case "POST reset" ->
                change(exchange, (request, from, now) -> {
                    lists.reset(request, from, now);
                    return SignInLists.Change.DONE;
                });
            default -> Answer.NOT_FOUND;
        };
    }

    private Answer allow(AuthRequest request, Instant now) {
        return new Answer(200, Map.of("status", gate.allow(request, now), "msg", ""));
    }

    private Answer entries(String name, Kind kind) {
        return new Answer(200, Map.of(name, lists.entries(kind, clock.instant())));
    }

    private Answer decide(HttpExchange exchange, BiFunction<AuthRequest, Instant, Answer> work) throws IOException {
        return body(exchange)
                .flatMap(json::read)
                .map(request -> work.apply(request, clock.instant()))
                .orElse(Answer.BAD_REQUEST);
    }

    private Answer change(HttpExchange exchange, ListChange work) throws IOException {
        Optional<ListRequest> request = body(exchange).flatMap(json::readList);
        if (request.isEmpty()) {
            return Answer.BAD_REQUEST;
        }
        ClientAddress from = ClientAddress.of(exchange.getRemoteAddress().getAddress());
        try {
            return answer(work.make(request.get(), from, clock.instant()));
        } catch (IllegalArgumentException e) {
            return Answer.failure(400, String.valueOf(e.getMessage()));
        } catch (StoreUnavailable e) {
            return Answer.failure(503, "The store is away, try again: " + e.getMessage());
        }
    }

    private static Answer answer(SignInLists.Change change) {
        return switch (change) {
            case DONE, NOT_FOUND -> Answer.OK;
            case FULL -> Answer.failure(409, "There are " + SignInLists.MAX_ENTRIES + " entries: remove some first.");
            case NOT_ALLOWED -> Answer.UNAUTHORIZED;
        };
    }

    private static Optional<byte[]> body(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
        return body.length > MAX_BODY ? Optional.empty() : Optional.of(body);
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

    /** A command that changes something, for somebody at an address. */
    private interface ListChange {
        SignInLists.Change make(ListRequest request, ClientAddress from, Instant now);
    }

    private record Answer(int status, Map<String, ?> body) {
        static final Answer OK = new Answer(200, Map.of("status", "ok"));
        static final Answer BAD_REQUEST = failure(400, "The body is not a JSON object of at most 64 kB.");
        static final Answer UNAUTHORIZED = failure(401, "Unauthorized");
        static final Answer NOT_FOUND = failure(404, "Not found");

        static Answer failure(int status, String reason) {
            return new Answer(status, Map.of("status", "failure", "reason", reason));
        }
    }
}
