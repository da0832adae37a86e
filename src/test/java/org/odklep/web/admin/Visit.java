package org.odklep.web.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A visitor of the pages below the level of a browser: keeps cookies, follows no redirects, fills in form tokens. */
final class Visit implements AutoCloseable {
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private String url;
    private final CookieManager cookies = new CookieManager(null, Visit::takeBehindProxy);
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private String language = "en";

    private Visit(String url) {
        this.url = url;
    }

    static Visit to(RunningServer server) {
        return new Visit(server.url());
    }

    /** A visitor who has signed in with {@link RunningServer#PASSWORD}. */
    static Visit signedIn(RunningServer server, String name) {
        Visit visit = to(server);
        HttpResponse<String> answer = visit.signIn(name, RunningServer.PASSWORD.reveal());
        if (!location(answer).equals("/")) {
            throw new IllegalStateException(name + " could not sign in: " + location(answer));
        }
        return visit;
    }

    /** Asks another server from now on; on another port of the same host, so that cookies go along. */
    Visit goOnAt(RunningServer server) {
        this.url = server.url();
        return this;
    }

    Visit preferring(String language) {
        this.language = language;
        return this;
    }

    HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    /** Sends a form, with the token of a page that has one. */
    HttpResponse<String> post(String path, Map<String, String> fields, String tokenPage) {
        String token = token(get(tokenPage)).orElseThrow(() -> new IllegalStateException("no form on " + tokenPage));
        return send(path, fields, "_csrf=" + encoded(token));
    }

    /** The same for a form with several fields of one name: a name and a value in turn. */
    HttpResponse<String> post(String path, List<String> fields, String tokenPage) {
        String token = token(get(tokenPage)).orElseThrow(() -> new IllegalStateException("no form on " + tokenPage));
        StringBuilder form = new StringBuilder("_csrf=" + encoded(token));
        for (int i = 0; i < fields.size(); i += 2) {
            form.append('&').append(encoded(fields.get(i))).append('=').append(encoded(fields.get(i + 1)));
        }
        return send(form(path, Map.of(), form.toString()));
    }

    /** Sends a file as a form of a page does. */
    HttpResponse<String> upload(String path, byte[] file, String tokenPage) {
        String token = token(get(tokenPage)).orElseThrow(() -> new IllegalStateException("no form on " + tokenPage));
        String edge = "edge-of-the-parts";
        String head =
                "--" + edge + "\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n" + token + "\r\n--" + edge
                        + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"users.csv\"\r\nContent-Type: text/csv\r\n\r\n";
        return send(request(path)
                .header("Content-Type", "multipart/form-data; boundary=" + edge)
                .POST(HttpRequest.BodyPublishers.concat(
                        HttpRequest.BodyPublishers.ofString(head),
                        HttpRequest.BodyPublishers.ofByteArray(file),
                        HttpRequest.BodyPublishers.ofString("\r\n--" + edge + "--\r\n"))));
    }

    HttpResponse<String> postWithoutToken(String path, Map<String, String> fields) {
        return send(path, fields, "");
    }

    HttpResponse<String> postWithToken(String path, Map<String, String> fields, String token) {
        return send(path, fields, "_csrf=" + encoded(token));
    }

    /** Sends a form as a proxy passes it on. */
    HttpResponse<String> postFrom(String address, String path, Map<String, String> fields) {
        return send(form(path, fields, "").header("X-Forwarded-For", address));
    }

    HttpResponse<String> signIn(String name, String password) {
        return post("/sign-in", Map.of("name", name, "password", password), "/sign-in");
    }

    HttpResponse<String> send(String method, String path) {
        return send(request(path).method(method, HttpRequest.BodyPublishers.noBody()));
    }

    Optional<HttpCookie> cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .findFirst();
    }

    void setCookie(String name, String value) {
        HttpCookie cookie = new HttpCookie(name, value);
        cookie.setPath("/");
        cookie.setDomain(URI.create(url).getHost());
        cookies.getCookieStore().add(URI.create(url), cookie);
    }

    static String location(HttpResponse<?> response) {
        return response.headers().firstValue("Location").orElse("");
    }

    static Optional<String> token(HttpResponse<String> page) {
        Matcher token = TOKEN.matcher(page.body());
        return token.find() ? Optional.of(token.group(1)) : Optional.empty();
    }

    @Override
    public void close() {
        http.close();
    }

    /** Takes every cookie, as if a proxy in front spoke HTTPS with the browser. */
    private static boolean takeBehindProxy(URI from, HttpCookie cookie) {
        cookie.setSecure(false);
        return true;
    }

    private HttpResponse<String> send(String path, Map<String, String> fields, String token) {
        return send(form(path, fields, token));
    }

    private HttpRequest.Builder form(String path, Map<String, String> fields, String token) {
        String form = Stream.concat(
                        fields.entrySet().stream()
                                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue())),
                        Stream.of(token))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("&"));
        return request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Accept", "text/html")
                .header("Accept-Language", language);
        return headers.length == 0 ? request : request.headers(headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
