package org.odklep.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.odklep.cli.terminal.CommandFailed;
import org.odklep.cli.terminal.ExitCode;
import org.odklep.kernel.Secret;

class ServerClientTest {
    @Test
    void aServerThatKeepsSilentIsNotWaitedForAndAChangeMayHaveBeenMade() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                ServerClient client = client(silent)) {
            assertThatThrownBy(() -> client.get("/v1.0/version"))
                    .isInstanceOfSatisfying(
                            CommandFailed.class,
                            failed -> assertThat(failed.code()).isEqualTo(ExitCode.UNAVAILABLE))
                    .hasMessageContaining("no answer from http://127.0.0.1:")
                    .hasMessageNotContaining("may have been done");
            assertThatThrownBy(() -> client.post("/v1.0/x", Json.object()))
                    .hasMessageContaining("it may have been done all the same");
        }
    }

    @Test
    void aConnectionThatBreaksIsTold() throws IOException {
        try (ServerSocket breaking = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                ServerClient client = client(breaking)) {
            Thread.ofVirtual().start(() -> {
                while (!breaking.isClosed()) {
                    hangUp(breaking);
                }
            });
            assertThatThrownBy(() -> client.get("/v1.0/version"))
                    .isInstanceOf(CommandFailed.class)
                    .hasMessageContaining("the connection to http://127.0.0.1:");
        }
    }

    private static ServerClient client(ServerSocket server) {
        String base = "http://127.0.0.1:" + server.getLocalPort();
        return new ServerClient(new ServerAddress(base, Secret.of("odk_test"), "a test"), Duration.ofMillis(200));
    }

    private static void hangUp(ServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // The test is over, or the client was first: both end this connection.
        }
    }
}
