package org.odklep.app;

import java.util.Objects;
import java.util.Optional;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.stereotype.Component;

/** Where the web server is, once it listens. */
@Component
final class WebAddress {
    private final Settings.Web settings;
    private final WebServerApplicationContext web;

    WebAddress(Settings settings, WebServerApplicationContext web) {
        this.settings = settings.web();
        this.web = web;
    }

    /** For programs on this host. */
    String local() {
        String address = settings.address();
        String host = switch (address) {
            case "0.0.0.0", "::", "" -> "127.0.0.1";
            default -> address.indexOf(':') >= 0 ? "[" + address + "]" : address;
        };
        return "http://" + host + ":"
                + Objects.requireNonNull(web.getWebServer()).getPort();
    }

    /** For people. */
    String shown() {
        return Optional.ofNullable(settings.baseUrl())
                .map(url -> url.replaceAll("/+$", ""))
                .orElseGet(this::local);
    }
}
