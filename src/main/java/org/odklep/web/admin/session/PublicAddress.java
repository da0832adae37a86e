package org.odklep.web.admin.session;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * How people reach these pages.
 *
 * @param baseUrl when a proxy stands in front; without a final slash
 */
public record PublicAddress(Optional<String> baseUrl) {
    /** Where somebody signs in; without a setting, the server as the sender of a request reached it. */
    public String of(HttpServletRequest request) {
        String base = baseUrl.orElseGet(() ->
                ServletUriComponentsBuilder.fromContextPath(request).build().toUriString());
        return base + "/sign-in";
    }
}
