package org.odklep.web.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * One request of a {@code $batch}.
 *
 * @param id the client's own
 * @param url below the root, such as {@code /users?$top=1}
 * @param body empty when there is none
 * @param dependsOn ids of requests that have to succeed before
 */
record BatchItem(
        String id, String method, String url, Map<String, String> headers, byte[] body, List<String> dependsOn) {
    private static final Set<String> METHODS = Set.of("GET", "POST", "PATCH", "PUT", "DELETE");
    /** What stands in addresses as it is (RFC 3986, 3.3), and what is encoded but for what would mean another address. */
    private static final Pattern PATH = Pattern.compile(
            "(/(?!\\.{1,2}(/|$))(?:[A-Za-z0-9._~!$&'()*+,=:@-]|%(?!2[fFeE5]|5[cC]|[01]|3[bB]|7[fF])[0-9A-Fa-f]{2})+)+");

    private static final Pattern QUERY = Pattern.compile("[\\x21-\\x7e&&[^#]]*");
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7e]{0,1000}");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Reads one request; what is wrong is told by the form. */
    static Optional<BatchItem> read(Form form) {
        Optional<String> id = form.needed("id", text -> text);
        Optional<String> method = form.needed("method", BatchItem::method);
        Optional<String> url = form.needed("url", BatchItem::url);
        Map<String, String> headers = headers(form);
        Optional<byte[]> body = form.object("body").map(JSON::writeValueAsBytes);
        List<String> dependsOn = form.many("dependsOn", text -> text);
        if (id.isEmpty() || method.isEmpty() || url.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new BatchItem(id.get(), method.get(), url.get(), headers, body.orElse(new byte[0]), dependsOn));
    }

    String path() {
        return url.replaceFirst("\\?.*", "");
    }

    Optional<String> query() {
        int mark = url.indexOf('?');
        return mark < 0 ? Optional.empty() : Optional.of(url.substring(mark + 1));
    }

    /** Text of letters that HTTP knows, for what comes of it must be what a request of its own would come to. */
    private static String url(String text) {
        String url = text.startsWith("/") ? text : "/" + text;
        int mark = url.indexOf('?');
        String path = mark < 0 ? url : url.substring(0, mark);
        if (url.length() > 8000
                || !PATH.matcher(path).matches()
                || !QUERY.matcher(mark < 0 ? "" : url.substring(mark + 1)).matches()) {
            throw new IllegalArgumentException("must be an address such as /users/ana@example.si?$select=id");
        }
        return url;
    }

    private static String method(String text) {
        String method = text.toUpperCase(Locale.ROOT);
        if (!METHODS.contains(method)) {
            throw new IllegalArgumentException("must be GET, POST, PATCH, PUT or DELETE");
        }
        return method;
    }

    private static Map<String, String> headers(Form form) {
        Map<String, String> headers = new LinkedHashMap<>();
        form.object("headers").orElse(Map.of()).forEach((name, value) -> {
            if (value instanceof String text
                    && HEADER.matcher(name).matches()
                    && HEADER_VALUE.matcher(text).matches()) {
                headers.put(name, text);
            } else {
                form.refuse("headers." + name, "must be a header with a text");
            }
        });
        return headers;
    }
}
