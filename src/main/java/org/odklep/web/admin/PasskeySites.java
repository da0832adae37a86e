package org.odklep.web.admin;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.odklep.signin.factor.PasskeySite;
import org.odklep.web.admin.session.PublicAddress;
import org.springframework.stereotype.Component;

/**
 * The site for which passkeys are made: the configured address of these pages. Without one, what a request calls the server counts
 * only if that is this very computer, for nobody else can be lured there.
 */
@Component
class PasskeySites {
    private static final Pattern NUMBERS = Pattern.compile("\\[.*|[0-9.]+");
    private static final String HERE = "localhost";

    private final PublicAddress address;

    PasskeySites(PublicAddress address) {
        this.address = address;
    }

    /** Empty where browsers know no passkeys: at bare addresses, and in the clear. */
    Optional<PasskeySite> of(HttpServletRequest request) {
        return address.baseUrl()
                .map(PasskeySites::configured)
                .orElseGet(() -> site(request.getScheme(), request.getServerName(), request.getServerPort())
                        .filter(site -> isHere(site.host())));
    }

    private static Optional<PasskeySite> configured(String baseUrl) {
        URI url = URI.create(baseUrl);
        return site(url.getScheme(), url.getHost(), url.getPort());
    }

    private static Optional<PasskeySite> site(String scheme, String name, int port) {
        String host = name.toLowerCase(Locale.ROOT);
        boolean secure = scheme.equals("https");
        if (NUMBERS.matcher(host).matches() || !(secure || isHere(host))) {
            return Optional.empty();
        }
        boolean usual = port < 0 || port == (secure ? 443 : 80);
        return Optional.of(new PasskeySite(host, scheme + "://" + host + (usual ? "" : ":" + port)));
    }

    private static boolean isHere(String host) {
        return host.equals(HERE) || host.endsWith("." + HERE);
    }
}
