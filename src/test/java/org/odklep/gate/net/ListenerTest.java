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
import java.util.Arrays;
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
    private static final byte SLOW = 9;
    private static final Endpoint ANY_PORT = Endpoint.of("inet:127.0.0.1:0");

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
        try (Listener listener = Listener.start(
                        ANY_PORT, settings, (peer, received, length) -> new Session.Reaction.Incomplete());
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
        while (accepts(bound)) {
            Thread.onSpinWait();
        }
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
        try (Listener listener =
                Listener.start(ANY_PORT, settings(10, Duration.ofMinutes(1)), (peer, received, length) -> {
                    assertThat(peer).isEqualTo(new ClientAddress("127.0.0.1"));
                    if (served.getCount() == 1) {
                        served.countDown();
                        throw new IllegalStateException("a fault on purpose");
                    }
                    return echo(peer, received, length);
                })) {
            try (SocketChannel first = connect(listener)) {
                assertThat(roundTrip(first)).isFalse();
            }
            assertThat(served.await(10, TimeUnit.SECONDS)).isTrue();
            try (SocketChannel second = connect(listener)) {
                assertThat(roundTrip(second)).isTrue();
            }
        }
    }

    @Test
    void aRequestThatIsKeptWaitingKeepsNobodyElseWaiting() throws Exception {
        CountDownLatch waiting = new CountDownLatch(3);
        CountDownLatch storeIsBack = new CountDownLatch(1);
        try (Listener listener =
                        Listener.start(ANY_PORT, settings(10, Duration.ofMinutes(1)), (peer, received, length) -> {
                            if (received[0] == SLOW) {
                                waiting.countDown();
                                awaitQuietly(storeIsBack);
                            }
                            return echo(peer, received, length);
                        });
                SocketChannel first = connect(listener);
                SocketChannel second = connect(listener);
                SocketChannel third = connect(listener);
                SocketChannel quick = connect(listener)) {
            for (SocketChannel slow : List.of(first, second, third)) {
                slow.write(ByteBuffer.wrap(new byte[] {SLOW, 1, 2}));
            }
            assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(roundTrip(quick)).isTrue();
            first.write(ByteBuffer.wrap(new byte[] {3}));
            assertThat(roundTrip(quick)).isTrue();
            storeIsBack.countDown();
            assertThat(read(first, 4)).containsExactly(SLOW, 1, 2, 3);
            assertThat(read(second, 3)).containsExactly(SLOW, 1, 2);
            assertThat(read(third, 3)).containsExactly(SLOW, 1, 2);
            for (SocketChannel slow : List.of(first, second, third)) {
                assertThat(roundTrip(slow)).isTrue();
            }
            while (listener.threads() > 1) {
                Thread.onSpinWait();
            }
            assertThat(roundTrip(quick)).isTrue();
        }
    }

    @Test
    void aRequestThatComesInPiecesIsAnsweredOnceWhateverItsLength() throws IOException {
        int length = 200_000;
        try (Listener listener = Listener.start(
                        ANY_PORT,
                        settings(10, Duration.ofMinutes(1)),
                        (peer, received, filled) -> filled < length
                                ? new Session.Reaction.Incomplete()
                                : new Session.Reaction.Answer(
                                        ByteBuffer.wrap(received, length - 1, 1).slice(), length));
                SocketChannel client = connect(listener)) {
            byte[] request = new byte[length + 1];
            request[length - 1] = 42;
            client.write(ByteBuffer.wrap(request));
            assertThat(read(client, 1)).containsExactly(42);
            request[length - 2] = 43;
            client.write(ByteBuffer.wrap(request, 0, length - 1));
            assertThat(read(client, 1)).containsExactly(43);
        }
    }

    @Test
    void aClientThatReadsNoAnswersIsCutOff() throws IOException {
        byte[] answer = new byte[1_000_000];
        try (Listener listener = Listener.start(
                        ANY_PORT,
                        settings(10, Duration.ofMinutes(1)),
                        (peer, received, length) -> new Session.Reaction.Answer(ByteBuffer.wrap(answer.clone()), 1));
                SocketChannel client = connect(listener)) {
            assertThatThrownBy(() -> {
                        while (true) {
                            client.write(ByteBuffer.wrap(new byte[1000]));
                        }
                    })
                    .isInstanceOf(IOException.class);
            while (listener.connections() > 0) {
                Thread.onSpinWait();
            }
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] read(SocketChannel client, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && client.read(bytes) >= 0) {
            // On to the next piece.
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static Listener.Settings settings(int maxConnections, Duration idle) {
        return new Listener.Settings("listener-test", maxConnections, idle, "rw-rw----");
    }

    private static SocketChannel connect(Listener listener) throws IOException {
        return SocketChannel.open(listener.endpoint().socketAddress());
    }

    /** Answers each byte with itself. */
    private static Session.Reaction echo(ClientAddress peer, byte[] received, int length) {
        return new Session.Reaction.Answer(ByteBuffer.wrap(new byte[] {received[0]}), 1);
    }

    private static boolean accepts(Endpoint endpoint) {
        try (SocketChannel channel = SocketChannel.open(endpoint.socketAddress())) {
            return channel.isConnected();
        } catch (IOException e) {
            return false;
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
