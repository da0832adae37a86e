package org.odklep.gate.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odklep.kernel.ClientAddress;

@Timeout(30)
class ListenerTest {
    private static final Endpoint ANY_PORT = Endpoint.parse("inet:127.0.0.1:0");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void connectionsBeyondTheMaximumAreClosedAtOnceAndCounted(boolean unix) throws IOException {
        Endpoint endpoint = unix ? new Endpoint.Unix(directory.resolve("s")) : ANY_PORT;
        try (Listener listener = Listener.start(endpoint, settings(2, Duration.ofMinutes(1)), ListenerTest::echo);
                SocketChannel first = connect(listener);
                SocketChannel second = connect(listener)) {
            assertThat(roundTrip(first)).isTrue();
            assertThat(roundTrip(second)).isTrue();
            try (SocketChannel third = connect(listener)) {
                assertThat(roundTrip(third)).isFalse();
            }
            assertThat(listener.turnedAway()).isEqualTo(1);
            assertThat(listener.connections()).isEqualTo(2);
            first.close();
            while (listener.connections() == 2) {
                Thread.onSpinWait();
            }
            try (SocketChannel fourth = connect(listener)) {
                assertThat(roundTrip(fourth)).isTrue();
            }
        }
    }

    @Test
    void aConnectionWithoutAWholeRequestIsEndedAfterTheIdleTime() throws IOException {
        Listener.Settings settings = settings(10, Duration.ofMillis(1));
        try (Listener listener = Listener.start(ANY_PORT, settings, connection -> {
                    ByteBuffer buffer = ByteBuffer.allocate(10);
                    while (connection.read(buffer.clear()) >= 0) {
                        // These are not whole requests: progress() is never called.
                    }
                });
                SocketChannel client = connect(listener)) {
            client.write(ByteBuffer.wrap(new byte[] {1}));
            assertThat(client.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void closingEndsOpenConnectionsAndAcceptsNoMore(boolean unix) throws Exception {
        Endpoint endpoint = unix ? new Endpoint.Unix(directory.resolve("s")) : ANY_PORT;
        Listener listener = Listener.start(endpoint, settings(10, Duration.ofMinutes(1)), ListenerTest::echo);
        List<SocketChannel> clients = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            clients.add(connect(listener));
            assertThat(roundTrip(clients.getLast())).isTrue();
        }
        Endpoint bound = listener.endpoint();
        listener.close();
        for (SocketChannel client : clients) {
            assertThat(isClosed(client)).isTrue();
            client.close();
        }
        assertThatThrownBy(() -> SocketChannel.open(bound.socketAddress()).close())
                .isInstanceOf(IOException.class);
        assertThat(directory.resolve("s")).doesNotExist();
        while (listener.connections() > 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aSocketFileThatNobodyListensAtIsReplacedAndHasItsPermissions() throws IOException {
        Path path = directory.resolve("stale");
        try (ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            killed.bind(new Endpoint.Unix(path).socketAddress());
        }
        assertThat(path).exists();
        Endpoint.Unix endpoint = new Endpoint.Unix(path);
        try (Listener listener = Listener.start(endpoint, settings(10, Duration.ofMinutes(1)), ListenerTest::echo);
                SocketChannel client = connect(listener)) {
            assertThat(roundTrip(client)).isTrue();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rw-rw----");
        }
    }

    @Test
    void aSocketThatSomebodyListensAtIsLeftAlone() throws IOException {
        Endpoint.Unix endpoint = new Endpoint.Unix(directory.resolve("used"));
        Listener.Settings settings = settings(10, Duration.ofMinutes(1));
        try (Listener first = Listener.start(endpoint, settings, ListenerTest::echo)) {
            assertThatThrownBy(() -> Listener.start(endpoint, settings, ListenerTest::echo))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(endpoint.toString());
            try (SocketChannel client = connect(first)) {
                assertThat(roundTrip(client)).isTrue();
            }
        }
    }

    @Test
    void aFileThatIsNoSocketIsLeftAlone() throws IOException {
        Path file = Files.writeString(directory.resolve("letter"), "dear");
        assertThatThrownBy(() ->
                        Listener.start(new Endpoint.Unix(file), settings(1, Duration.ofMinutes(1)), ListenerTest::echo))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("letter");
        assertThat(file).hasContent("dear");
    }

    @Test
    void aPortInUseIsNamedInTheError() throws IOException {
        Listener.Settings settings = settings(10, Duration.ofMinutes(1));
        try (Listener first = Listener.start(ANY_PORT, settings, ListenerTest::echo)) {
            assertThatThrownBy(() -> Listener.start(first.endpoint(), settings, ListenerTest::echo))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(first.endpoint().toString());
        }
    }

    @Test
    void aFaultInOneSessionEndsOnlyThatConnection() throws Exception {
        CountDownLatch served = new CountDownLatch(1);
        try (Listener listener = Listener.start(ANY_PORT, settings(10, Duration.ofMinutes(1)), connection -> {
            assertThat(connection.peer()).isEqualTo(new ClientAddress("127.0.0.1"));
            if (served.getCount() == 1) {
                served.countDown();
                throw new IllegalStateException("a fault on purpose");
            }
            echo(connection);
        })) {
            try (SocketChannel first = connect(listener)) {
                assertThat(isClosed(first)).isTrue();
            }
            assertThat(served.await(10, TimeUnit.SECONDS)).isTrue();
            try (SocketChannel second = connect(listener)) {
                assertThat(roundTrip(second)).isTrue();
            }
        }
    }

    private static Listener.Settings settings(int maxConnections, Duration idle) {
        return new Listener.Settings("listener-test", maxConnections, idle, "rw-rw----");
    }

    private static SocketChannel connect(Listener listener) throws IOException {
        return SocketChannel.open(listener.endpoint().socketAddress());
    }

    private static void echo(Connection connection) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(1);
        while (connection.read(buffer.clear()) >= 0) {
            connection.write(buffer.flip());
            connection.progress();
        }
    }

    /** False when the connection was closed instead of served. */
    private static boolean roundTrip(SocketChannel client) {
        try {
            client.write(ByteBuffer.wrap(new byte[] {7}));
            return client.read(ByteBuffer.allocate(1)) == 1;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isClosed(SocketChannel client) {
        try {
            return client.read(ByteBuffer.allocate(1)) < 0;
        } catch (IOException e) {
            return true;
        }
    }
}
