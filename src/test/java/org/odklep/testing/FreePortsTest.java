package org.odklep.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FreePortsTest {
    @Test
    void noPortIsGivenTwice() {
        assertThat(IntStream.range(0, 200).map(_ -> FreePorts.next()).boxed()).doesNotHaveDuplicates();
    }

    @Test
    void aPortIsFreeAndOutsideTheRangeForOutgoingConnections() throws IOException {
        int port = FreePorts.next();
        assertThat(port).isBetween(1024, 32_767);
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(socket.getLocalPort()).isEqualTo(port);
        }
    }
}
