package org.odklep.web.graph;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/** A request within a {@code $batch}: of the same client, with another method, address, headers and body. */
final class BatchRequest extends HttpServletRequestWrapper {
    private static final String OF_THE_FRAMEWORK = "org.springframework.web.";

    private final String method;
    private final String path;
    private final @Nullable String query;
    private final Map<String, String> headers;
    private final byte[] body;
    private final Map<String, String[]> parameters = new TreeMap<>();
    private final Map<String, @Nullable Object> attributes = new HashMap<>();

    /** @param path with the root, as the server is asked for it */
    BatchRequest(HttpServletRequest around, BatchItem item, String path, @Nullable String query) {
        super(around);
        this.method = item.method();
        this.path = path;
        this.query = query;
        this.headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        this.headers.putAll(item.headers());
        this.body = item.body();
        MultiValueMap<String, String> given = UriComponentsBuilder.newInstance()
                .query(query == null ? "" : query)
                .build()
                .getQueryParams();
        given.forEach((name, values) -> parameters.put(
                decoded(name), values.stream().map(BatchRequest::decoded).toArray(String[]::new)));
        Collections.list(around.getAttributeNames()).stream()
                .filter(name -> !name.startsWith(OF_THE_FRAMEWORK))
                .forEach(name -> attributes.put(name, around.getAttribute(name)));
    }

    private static String decoded(@Nullable String text) {
        return text == null ? "" : UriUtils.decode(text.replace('+', ' '), StandardCharsets.UTF_8);
    }

    @Override
    public String getMethod() {
        return method;
    }

    @Override
    public String getRequestURI() {
        return path;
    }

    @Override
    public StringBuffer getRequestURL() {
        String around = super.getRequestURL().toString();
        String base =
                around.substring(0, around.length() - super.getRequestURI().length());
        return new StringBuffer(base).append(path);
    }

    @Override
    public String getServletPath() {
        return UriUtils.decode(path, StandardCharsets.UTF_8);
    }

    @Override
    public @Nullable String getQueryString() {
        return query;
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return Collections.unmodifiableMap(parameters);
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(parameters.keySet());
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        return parameters.get(name);
    }

    @Override
    public @Nullable String getParameter(String name) {
        String[] values = parameters.get(name);
        return values == null ? null : values[0];
    }

    @Override
    public @Nullable String getHeader(String name) {
        return headers.get(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return Collections.enumeration(
                Optional.ofNullable(headers.get(name)).map(List::of).orElse(List.of()));
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        return Collections.enumeration(headers.keySet());
    }

    @Override
    public @Nullable String getContentType() {
        return headers.get("Content-Type");
    }

    @Override
    public int getContentLength() {
        return body.length;
    }

    @Override
    public long getContentLengthLong() {
        return body.length;
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        return attributes.get(name);
    }

    @Override
    public Enumeration<String> getAttributeNames() {
        return Collections.enumeration(attributes.keySet());
    }

    @Override
    public void setAttribute(String name, @Nullable Object value) {
        attributes.put(name, value);
    }

    @Override
    public void removeAttribute(String name) {
        attributes.remove(name);
    }

    @Override
    public boolean isAsyncSupported() {
        return false;
    }

    @Override
    public BufferedReader getReader() {
        return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }

    @Override
    public ServletInputStream getInputStream() {
        ByteArrayInputStream bytes = new ByteArrayInputStream(body);
        return new ServletInputStream() {
            @Override
            public int read() {
                return bytes.read();
            }

            @Override
            public int read(byte[] into, int from, int length) {
                return bytes.read(into, from, length);
            }

            @Override
            public boolean isFinished() {
                return bytes.available() == 0;
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setReadListener(ReadListener listener) {
                throw new IllegalStateException("a request within a batch is read at once");
            }
        };
    }
}
