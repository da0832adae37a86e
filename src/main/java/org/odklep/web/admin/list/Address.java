package org.odklep.web.admin.list;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.web.util.UriUtils;

/** Path and query of one of our pages. */
public record Address(String text) {
    public static Address of(String path) {
        return new Address(path);
    }

    /** The same with one more question. */
    public Address with(String name, String value) {
        String sign = text.indexOf('?') < 0 ? "?" : "&";
        return new Address(text + sign + name + "=" + UriUtils.encode(value, StandardCharsets.UTF_8));
    }

    public Address with(String name, Optional<String> value) {
        return value.map(given -> with(name, given)).orElse(this);
    }

    @Override
    public String toString() {
        return text;
    }
}
