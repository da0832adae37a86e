package org.odklep.gate.dovecot.doveadm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.odklep.kernel.Secret;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Answers as doveadm's HTTP API does; the test says for whom a session is open, and what fails how often. */
final class FakeDoveadm implements AutoCloseable {
    static final String KEY = "key-of-this-test";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    final AtomicInteger outages = new AtomicInteger();
    volatile String online = "ana@example.si";
    volatile String failing = "nobody";

    FakeDoveadm() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/doveadm/v1", this::answer);
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    DoveadmHost host() {
        return DoveadmHost.of(url(), Secret.of(KEY), Secret.of(""));
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The next request that was answered with 200, waited for. */
    String request() throws InterruptedException {
        return Optional.ofNullable(requests.poll(30, TimeUnit.SECONDS)).orElse("nothing was asked");
    }

    /** How many requests were answered with 200 and not looked at by the test. */
    int unread() {
        return requests.size();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (!"X-Dovecot-API a2V5LW9mLXRoaXMtdGVzdA==".equals(authorization)) {
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            if (outages.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            requests.add(body);
            byte[] answer = replies(JSON.readTree(body)).toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private ArrayNode replies(JsonNode commands) {
        ArrayNode replies = JSON.createArrayNode();
        for (JsonNode command : commands) {
            ArrayNode reply = replies.addArray();
            String name = command.get(1).path("mask").path(0).asString("");
            if (name.equals(failing)) {
                reply.add("error").addObject().put("type", "exitCode").put("exitCode", 75);
            } else if (name.isEmpty()) {
                reply.add("doveadmResponse").addArray().addObject().put("entries", "1");
            } else if (name.equals(online)) {
                reply.add("doveadmResponse").addArray().addObject().put("result", name);
            } else {
                reply.add("error").addObject().put("type", "exitCode").put("exitCode", 68);
            }
            reply.add(command.get(2));
        }
        return replies;
    }
}
