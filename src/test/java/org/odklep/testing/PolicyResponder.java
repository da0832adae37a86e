package org.odklep.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/** A policy server for the fixtures' own tests: remembers what Postfix asks and answers what the test says. */
final class PolicyResponder implements AutoCloseable {
    private static final Function<Map<String, String>, String> ALLOW = _ -> "DUNNO";

    private final ServerSocketChannel server;
    private final ConcurrentLinkedQueue<Map<String, String>> requests = new ConcurrentLinkedQueue<>();
    private volatile Function<Map<String, String>, String> answer = ALLOW;

    private PolicyResponder(ServerSocketChannel server) {
        this.server = server;
        Thread.ofVirtual().start(this::acceptAll);
    }

    static PolicyResponder onTcp() {
        return listen(StandardProtocolFamily.INET, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /** On a socket that the user postfix may use too. */
    static PolicyResponder onUnixSocket(Path path) throws IOException {
        PolicyResponder responder = listen(StandardProtocolFamily.UNIX, UnixDomainSocketAddress.of(path));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
        return responder;
    }

    /** The endpoint as Postfix writes it. */
    String endpoint() throws IOException {
        return switch (server.getLocalAddress()) {
            case InetSocketAddress inet -> "inet:127.0.0.1:" + inet.getPort();
            case SocketAddress unix -> "unix:" + unix;
        };
    }

    /** Answers every request so from now on, and forgets the requests so far. */
    void answer(Function<Map<String, String>, String> newAnswer) {
        answer = newAnswer;
        requests.clear();
    }

    /** Answers in one protocol state so, and DUNNO in all others. */
    void answerAt(String state, String action) {
        answer(request -> state.equals(request.get("protocol_state")) ? action : "DUNNO");
    }

    void allowAll() {
        answer(ALLOW);
    }

    /** What was asked, in order. */
    List<Map<String, String>> requests() {
        return List.copyOf(requests);
    }

    /** What was asked in one protocol state, in order. */
    List<Map<String, String>> requestsAt(String state) {
        return requests.stream()
                .filter(request -> state.equals(request.get("protocol_state")))
                .toList();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private static PolicyResponder listen(StandardProtocolFamily family, SocketAddress address) {
        try {
            return new PolicyResponder(ServerSocketChannel.open(family).bind(address));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void acceptAll() {
        try {
            while (true) {
                SocketChannel connection = server.accept();
                Thread.ofVirtual().start(() -> serve(connection));
            }
        } catch (ClosedChannelException _) {
            // close() ends the loop.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(SocketChannel connection) {
        try (connection;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(Channels.newInputStream(connection), UTF_8))) {
            Map<String, String> request = new LinkedHashMap<>();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (!line.isEmpty()) {
                    int equals = line.indexOf('=');
                    request.put(line.substring(0, equals), line.substring(equals + 1));
                    continue;
                }
                requests.add(request);
                connection.write(ByteBuffer.wrap(("action=" + answer.apply(request) + "\n\n").getBytes(UTF_8)));
                request = new LinkedHashMap<>();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
