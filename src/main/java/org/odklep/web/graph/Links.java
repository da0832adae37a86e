package org.odklep.web.graph;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.springframework.web.util.UriUtils;

/** Addresses of resources, as the client has to write them. */
public final class Links {
    private final String root;
    private final Optional<String> baseUrl;

    /**
     * @param root the first part of every path, such as {@code /v1.0}
     * @param baseUrl how clients reach the server when a proxy stands in front; without a final slash
     */
    public Links(String root, Optional<String> baseUrl) {
        this.root = root;
        this.baseUrl = baseUrl;
    }

    /** A list that is complete. */
    public <T> Listing<T> whole(HttpServletRequest request, List<T> value) {
        return new Listing<>(context(request), null, value, null);
    }

    /**
     * A page of a list.
     *
     * @param next the token to read on with; empty on the last page
     */
    public <T> Listing<T> page(HttpServletRequest request, ListOptions options, List<T> value, Optional<String> next) {
        String link = next.map(token -> base(request) + request.getRequestURI() + "?" + options.next(token))
                .orElse(null);
        return new Listing<>(context(request), null, value, link);
    }

    /** The address of a member of the collection that a request went to. */
    public URI member(HttpServletRequest request, String id) {
        return URI.create(base(request) + request.getRequestURI() + "/" + UriUtils.encode(id, StandardCharsets.UTF_8));
    }

    /** The address of something below the root, such as {@code /users/42}. */
    public URI below(HttpServletRequest request, String path) {
        return URI.create(base(request) + root + path);
    }

    /** What an answer is described by that is no list. */
    public String context(HttpServletRequest request, String what) {
        return base(request) + root + "/$metadata#" + what;
    }

    private String context(HttpServletRequest request) {
        return base(request) + root + "/$metadata#" + request.getRequestURI().substring(root.length() + 1);
    }

    private String base(HttpServletRequest request) {
        String url = request.getRequestURL().toString();
        return baseUrl.orElse(
                url.substring(0, url.length() - request.getRequestURI().length()));
    }
}
