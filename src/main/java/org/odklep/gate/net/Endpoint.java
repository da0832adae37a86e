package org.odklep.gate.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a gate listens, as Postfix writes it. */
public sealed interface Endpoint {
    /** {@code inet:127.0.0.1:10040}; port 0 takes a free one. */
    record Inet(InetAddress address, int port) implements Endpoint {
        @Override
        public String toString() {
            String host = address.getHostAddress();
            return "inet:" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }
    }

    /** {@code unix:/var/spool/postfix/private/odklep}. */
    record Unix(Path path) implements Endpoint {
        @Override
        public String toString() {
            return "unix:" + path;
        }
    }

    Pattern INET = Pattern.compile("inet:(?:\\[([^]]+)]|([^:\\[\\]]+)):(\\d{1,5})");

    /**
     * The endpoint that a text names.
     *
     * @throws IllegalArgumentException with a message for the operator
     */
    static Endpoint of(String text) {
        Matcher inet = INET.matcher(text);
        if (inet.matches()) {
            String host = inet.group(1) != null ? inet.group(1) : inet.group(2);
            int port = Integer.parseInt(inet.group(3));
            if (port <= 65535) {
                return new Inet(address(text, host), port);
            }
        }
        if (text.startsWith("unix:/")) {
            try {
                return new Unix(Path.of(text.substring("unix:".length())));
            } catch (InvalidPathException e) {
                throw unreadable(text);
            }
        }
        throw unreadable(text);
    }

    /** The address to bind. */
    default SocketAddress socketAddress() {
        return switch (this) {
            case Inet(InetAddress address, int port) -> new InetSocketAddress(address, port);
            case Unix(Path path) -> UnixDomainSocketAddress.of(path);
        };
    }

    private static InetAddress address(String text, String host) {
        try {
            return InetAddress.ofLiteral(host.equals("localhost") ? "127.0.0.1" : host);
        } catch (IllegalArgumentException e) {
            throw unreadable(text);
        }
    }

    private static IllegalArgumentException unreadable(String text) {
        return new IllegalArgumentException(
                "'" + text + "' is not an endpoint: write inet:127.0.0.1:10040 or unix:/path/to/socket");
    }
}
