package org.odklep.gate.dovecot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The bounds hold for a whole program, so each test has one of its own. */
class HttpBoundsTest {
    private static final String PING =
            "GET /?command=ping HTTP/1.1\r\nHost: x\r\nX-API-Key: " + AuthPolicyServerTest.KEY + "\r\n";

    @Test
    void aProgramBoundsWhatStrangersTake() throws Exception {
        try (Program program = new Program()) {
            assertThat(program.properties).isEqualTo(new TreeMap<>(HttpBounds.PROPERTIES).toString());
            assertThat(program.answer(PING + "\r\n")).startsWith("HTTP/1.1 200");
            assertThat(program.answer(PING + "X-Fill: " + "x".repeat(16 * 1024) + "\r\n\r\n"))
                    .isEmpty();
            String many =
                    IntStream.range(0, 60).mapToObj(i -> "X-" + i + ": x\r\n").collect(Collectors.joining());
            assertThat(program.answer(PING + many + "\r\n")).isEmpty();
        }
    }

    @Test
    void aRequestHasToComeInTimeAndThoseBeyondTheMostConnectionsAreClosed() throws Exception {
        try (Program program = new Program("-Dsun.net.httpserver.maxReqTime=2", "-Djdk.httpserver.maxConnections=3")) {
            long begin = System.nanoTime();
            try (Socket headers = program.say("POST /?command=allow HTTP/1.1\r\nHos");
                    Socket body = program.say(
                            PING.replace("GET", "POST").replace("ping", "allow") + "Content-Length: 100\r\n\r\n{");
                    Socket silent = program.say("")) {
                // The server takes connections in the order in which they come.
                assertThat(silent.isConnected()).isTrue();
                assertThat(program.answer(PING + "\r\n")).isEmpty();
                assertThat(read(headers)).isEmpty();
                assertThat(read(body)).isEmpty();
                assertThat(Duration.ofNanos(System.nanoTime() - begin))
                        .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(15));
                assertThat(program.answer(PING + "\r\n")).startsWith("HTTP/1.1 200");
            }
        }
    }

    private static String read(Socket socket) throws IOException {
        try {
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        } catch (SocketException e) {
            return "";
        }
    }

    /** A server in a program of its own, until its standard input ends. */
    private static final class Program implements AutoCloseable {
        final String properties;
        private final Process process;
        private final int port;

        Program(String... options) throws IOException {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(List.of(options));
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), Alone.class.getName()));
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader out = process.inputReader(UTF_8);
            port = Integer.parseInt(out.readLine());
            properties = out.readLine();
        }

        Socket say(String text) throws IOException {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(text.getBytes(UTF_8));
            return socket;
        }

        /** The first line, or nothing when the server closes the connection instead. */
        String answer(String request) throws IOException {
            try (Socket socket = say(request)) {
                String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine();
                return line == null ? "" : line;
            } catch (SocketException e) {
                return "";
            }
        }

        @Override
        public void close() throws IOException {
            process.getOutputStream().close();
            process.destroy();
        }
    }

    /** The program. */
    static final class Alone {
        private Alone() {}

        public static void main(String[] args) throws IOException {
            try (AuthPolicyServer server = AuthPolicyServerTest.serve()) {
                System.out.println(server.address().getPort());
                Map<String, String> properties = new TreeMap<>();
                HttpBounds.PROPERTIES.keySet().forEach(name -> properties.put(name, System.getProperty(name)));
                System.out.println(properties);
                System.out.flush();
                while (System.in.read() >= 0) {
                    // Until the test ends.
                }
            }
        }
    }
}
