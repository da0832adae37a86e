package org.odklep.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** An IMAP client that signs in from an address of its choice (all of 127.0.0.0/8 is this host). */
public final class ImapClient implements AutoCloseable {
    private final Socket socket = new Socket();
    private final BufferedReader in;
    private int tag;

    private ImapClient(String from, int port) throws IOException {
        socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
        socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
        socket.setSoTimeout(30_000);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        in.readLine();
    }

    /** Connects; every fault is an {@link UncheckedIOException}. */
    public static ImapClient connect(String from, int port) {
        try {
            return new ImapClient(from, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The server's answer to LOGIN, without its tag. */
    public String login(String user, String password) {
        return command("LOGIN \"" + user + "\" \"" + password + "\"");
    }

    /** The tagged answer to a command, without its tag; {@code BYE} when the server ended the session. */
    public String command(String command) {
        try {
            String prefix = "a" + ++tag + " ";
            socket.getOutputStream().write((prefix + command + "\r\n").getBytes(StandardCharsets.UTF_8));
            String line = in.readLine();
            while (line != null && !line.startsWith(prefix)) {
                line = in.readLine();
            }
            return line == null ? "BYE" : line.substring(prefix.length());
        } catch (IOException e) {
            return "BYE";
        }
    }

    /** Waits until the server ends the session; false when it does not. */
    public boolean awaitEnd(Duration limit) {
        try {
            socket.setSoTimeout(Math.toIntExact(limit.toMillis()));
            while (in.readLine() != null) {
                // What it still says, such as BYE, makes no difference.
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
