import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadFactory;

/// Policy servers with a constant answer that differ only in who waits for the next request.
///
/// `java Threads.java KIND PORT`, where KIND is `virtual-channel`, `virtual-stream`, `platform-channel`,
/// `platform-stream` or `selector`. Listens on 127.0.0.1 only; ends by a signal.
public final class Threads {

    private static final byte[] ANSWER = "action=DUNNO\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final int BACKLOG = 1024;

    public static void main(String[] arguments) throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[1]));
        switch (arguments[0]) {
            case "virtual-channel" -> channels(address, Thread.ofVirtual().factory());
            case "virtual-stream" -> streams(address, Thread.ofVirtual().factory());
            case "platform-channel" -> channels(address, Thread.ofPlatform().daemon().factory());
            case "platform-stream" -> streams(address, Thread.ofPlatform().daemon().factory());
            case "selector" -> selector(address);
            default -> throw new IllegalArgumentException("unknown kind: " + arguments[0]);
        }
    }

    // ---- one thread per connection, blocking channel ----

    private static void channels(InetSocketAddress address, ThreadFactory threads) throws IOException {
        try (var listener = ServerSocketChannel.open()) {
            listener.bind(address, BACKLOG);
            while (true) {
                var connection = listener.accept();
                threads.newThread(() -> serve(connection)).start();
            }
        }
    }

    private static void serve(SocketChannel opened) {
        try (var connection = opened) {
            connection.setOption(StandardSocketOptions.TCP_NODELAY, true);
            var bytes = ByteBuffer.allocateDirect(8192);
            var answer = ByteBuffer.allocateDirect(ANSWER.length).put(ANSWER);
            while (connection.read(bytes) >= 0) {
                if (endsRequest(bytes)) {
                    bytes.clear();
                    connection.write(answer.flip());
                }
            }
        } catch (IOException gone) {
            // The client left in the middle: nothing to do for it.
        }
    }

    private static boolean endsRequest(ByteBuffer bytes) {
        int end = bytes.position();
        for (int at = 1; at < end; at++) {
            if (bytes.get(at) == '\n' && bytes.get(at - 1) == '\n') {
                return true;
            }
        }
        return false;
    }

    // ---- one thread per connection, socket streams ----

    private static void streams(InetSocketAddress address, ThreadFactory threads) throws IOException {
        try (var listener = new ServerSocket()) {
            listener.bind(address, BACKLOG);
            while (true) {
                var connection = listener.accept();
                threads.newThread(() -> serve(connection)).start();
            }
        }
    }

    private static void serve(Socket opened) {
        try (var connection = opened) {
            connection.setTcpNoDelay(true);
            var in = connection.getInputStream();
            var out = connection.getOutputStream();
            var bytes = new byte[8192];
            var request = new ByteArrayOutputStream(1024);
            for (int got; (got = in.read(bytes)) >= 0; ) {
                request.write(bytes, 0, got);
                if (endsRequest(ByteBuffer.wrap(request.toByteArray()).position(request.size()))) {
                    request.reset();
                    out.write(ANSWER);
                }
            }
        } catch (IOException gone) {
            // The client left in the middle: nothing to do for it.
        }
    }

    // ---- one thread for all connections ----

    private static void selector(InetSocketAddress address) throws IOException {
        try (var listener = ServerSocketChannel.open(); var selector = Selector.open()) {
            listener.bind(address, BACKLOG).configureBlocking(false);
            listener.register(selector, SelectionKey.OP_ACCEPT);
            while (true) {
                selector.select(Threads::ready);
            }
        }
    }

    private static void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                var connection = ((ServerSocketChannel) key.channel()).accept();
                connection.setOption(StandardSocketOptions.TCP_NODELAY, true).configureBlocking(false);
                connection.register(key.selector(), SelectionKey.OP_READ, ByteBuffer.allocateDirect(8192));
            } else {
                read((SocketChannel) key.channel(), (ByteBuffer) key.attachment());
            }
        } catch (IOException gone) {
            key.cancel();
        }
    }

    private static void read(SocketChannel connection, ByteBuffer bytes) throws IOException {
        if (connection.read(bytes) < 0) {
            connection.close();
        } else if (endsRequest(bytes)) {
            bytes.clear();
            connection.write(ByteBuffer.wrap(ANSWER));
        }
    }
}
