package org.odklep.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.odklep.account.Role;
import org.odklep.testing.Wapiti;

/** A scanner that knows nothing of us signs in, crawls the pages and attacks every field that it finds. */
class ScannerIT {
    private static final List<String> MODULES =
            List.of("xss", "permanentxss", "sql", "exec", "file", "crlf", "redirect", "csp");
    private static final Duration CRAWL = Duration.ofSeconds(20);
    private static final Duration MODULE = Duration.ofSeconds(6);

    @Test
    void itFindsNothingAndWasSignedInToTheEnd() {
        try (Estate estate = new Estate()) {
            Knock owner = estate.as(Role.GLOBAL_ADMINISTRATOR);
            fill(estate);
            String url = estate.server().url();
            Stream<String> ends = Stream.of("reset", "remove", "second-factor")
                    .map(deed -> "/settings/administrators/the.globaladministrator/" + deed);
            Wapiti scan = Wapiti.scan(
                    "pages",
                    url + "/",
                    Map.of("odklep", owner.session()),
                    MODULES,
                    new Wapiti.Limits(
                            Stream.concat(Stream.of("/sign-out"), ends)
                                    .map(path -> url + path)
                                    .toList(),
                            CRAWL,
                            MODULE));
            assertThat(scan.findings()).as("see %s", scan.report()).isEmpty();
            assertThat(scan.visited().stream().map(address -> address.replace(url, "")))
                    .as("pages behind the sign-in that it found by itself")
                    .hasSizeGreaterThan(25)
                    .contains("/users", "/security/restricted-entities", "/audit", "/settings/api-tokens");
            assertThat(owner.get("/users").statusCode()).as("still signed in").isEqualTo(200);
        }
    }

    @Test
    void itWouldFindSomething() throws IOException {
        HttpServer careless = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        careless.createContext("/", ScannerIT::answer);
        careless.start();
        try {
            Wapiti scan = Wapiti.scan(
                    "careless",
                    "http://127.0.0.1:" + careless.getAddress().getPort() + "/",
                    Map.of("odklep", "a-session"),
                    List.of("xss", "redirect"),
                    new Wapiti.Limits(List.of(), Duration.ofSeconds(5), Duration.ofSeconds(10)));
            assertThat(scan.findings()).containsKeys("Cross Site Scripting", "Open Redirect");
        } finally {
            careless.stop(0);
        }
    }

    private static void fill(Estate estate) {
        Estate.Things things = estate.things("own", Role.GLOBAL_ADMINISTRATOR);
        things.fill("{id}{reference}{locked}{policy}{allowed}{network}{token}{name}");
        estate.samples().sent("own1@first.si", 5);
    }

    /** Shows only those who are signed in what it was asked, as it came. */
    private static void answer(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        String asked = query == null ? "" : URLDecoder.decode(query.replaceFirst(".*?=", ""), StandardCharsets.UTF_8);
        boolean known =
                String.valueOf(exchange.getRequestHeaders().getFirst("Cookie")).contains("a-session");
        if (known && exchange.getRequestURI().getPath().equals("/go")) {
            exchange.getResponseHeaders().set("Location", asked);
            exchange.sendResponseHeaders(302, -1);
            return;
        }
        String page =
                "<html><body><a href='/?q=x'>a</a> <a href='/go?to=x'>b</a> " + (known ? asked : "") + "</body></html>";
        exchange.getResponseHeaders().set("Content-Type", "text/html");
        byte[] body = page.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
