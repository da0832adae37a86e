package org.odklep.cli.client;

import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;
import org.odklep.cli.terminal.CommandFailed;
import org.odklep.cli.terminal.ExitCode;
import org.odklep.kernel.Secret;

/**
 * A server and the token to speak to it with.
 *
 * @param base scheme, host, port and where needed a path, without a slash at the end
 * @param source where the token was found, for messages
 */
record ServerAddress(String base, Secret token, String source) {

    /**
     * The base address that a text holds.
     *
     * @throws CommandFailed when it is none, or when the token would cross a network unencrypted
     */
    static String base(String text, boolean plainAllowed) {
        URI uri = parse(text)
                .filter(ServerAddress::isBase)
                .orElseThrow(() -> new CommandFailed(
                        ExitCode.USAGE, "'" + text + "' is not the URL of a server, such as https://mail.example.si"));
        if (!plainAllowed && "http".equalsIgnoreCase(uri.getScheme()) && !isLoopback(uri.getHost())) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    "the token would cross the network unencrypted: use an https:// URL, or say --plain-http");
        }
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    private static Optional<URI> parse(String text) {
        try {
            return Optional.of(URI.create(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isBase(URI uri) {
        boolean isHttp = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        return isHttp
                && uri.getHost() != null
                && uri.getUserInfo() == null
                && uri.getQuery() == null
                && uri.getFragment() == null;
    }

    private static boolean isLoopback(String host) {
        if (host.equalsIgnoreCase("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", "")).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
