package org.odklep.cli.doctor;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Where a policy server listens, in Postfix's notation: {@code inet:host:port} or {@code unix:path}. */
public sealed interface PolicyEndpoint {
    /** Where Odklep listens if its configuration says nothing else. */
    PolicyEndpoint USUAL = new Inet("127.0.0.1", "10040");

    /** The port of {@link #USUAL}. */
    String USUAL_PORT = "10040";

    /** True when a client that is sent here arrives at the given listener. */
    boolean reaches(PolicyEndpoint listener);

    /** How a client on the same host names it: a listener on every address is reached at the loopback one. */
    PolicyEndpoint forClients();

    /** The endpoint that a text names; empty for what Postfix does not take either. */
    static Optional<PolicyEndpoint> parse(String text) {
        int colon = text.indexOf(':');
        String address = colon < 0 ? "" : text.substring(colon + 1).strip();
        if (address.isEmpty()
                || !BraceWords.split(address, BraceWords.COMMA_OR_SPACE).equals(List.of(address))) {
            return Optional.empty();
        }
        return switch (text.substring(0, colon)) {
            case "inet" -> Inet.at(address);
            case "unix", "local" -> Optional.of(new Unix(address));
            default -> Optional.empty();
        };
    }

    /**
     * A TCP address.
     *
     * @param host lower case; a name or an address, IPv6 in brackets
     * @param port a number or a service name
     */
    record Inet(String host, String port) implements PolicyEndpoint {
        private static final Set<String> EVERY_ADDRESS = Set.of("0.0.0.0", "[::]", "*");
        private static final Set<String> LOCALHOST = Set.of("localhost", "127.0.0.1", "[::1]");

        static Optional<PolicyEndpoint> at(String address) {
            int colon = address.lastIndexOf(':');
            String host = colon <= 0 ? "localhost" : address.substring(0, colon).toLowerCase(Locale.ROOT);
            String port = address.substring(colon + 1);
            return port.isEmpty() || port.endsWith("]") ? Optional.empty() : Optional.of(new Inet(host, port));
        }

        @Override
        public PolicyEndpoint forClients() {
            return EVERY_ADDRESS.contains(host) ? new Inet("127.0.0.1", port) : this;
        }

        @Override
        public boolean reaches(PolicyEndpoint listener) {
            return listener instanceof Inet other && port.equals(other.port) && reachesHost(other.host);
        }

        private boolean reachesHost(String listening) {
            boolean byName = host.equals("localhost") || listening.equals("localhost");
            return host.equals(listening)
                    || EVERY_ADDRESS.contains(listening)
                    || (byName && LOCALHOST.contains(host) && LOCALHOST.contains(listening));
        }

        @Override
        public String toString() {
            return "inet:" + host + ":" + port;
        }
    }

    /**
     * A UNIX-domain socket.
     *
     * @param path as written; Postfix starts a relative one from its queue directory
     */
    record Unix(String path) implements PolicyEndpoint {
        boolean isAbsolute() {
            return path.startsWith("/");
        }

        @Override
        public PolicyEndpoint forClients() {
            return this;
        }

        @Override
        public boolean reaches(PolicyEndpoint listener) {
            return equals(listener);
        }

        @Override
        public String toString() {
            return "unix:" + path;
        }
    }
}
