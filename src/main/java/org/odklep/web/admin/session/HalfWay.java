package org.odklep.web.admin.session;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;
import org.odklep.signin.SignedIn;

/** What is left to somebody whose password was right, and who may do nothing before something else is done. */
enum HalfWay {
    NEW_PASSWORD("/account/password"),
    SHOW_FACTOR("/sign-in/code"),
    SET_UP_FACTOR(
            "/account/second-factor",
            "/account/second-factor/app",
            "/account/second-factor/confirm",
            "/account/second-factor/passkeys/new");

    private static final String SIGN_OUT = "/sign-out";

    private final String page;
    private final Set<String> others;

    HalfWay(String page, String... others) {
        this.page = page;
        this.others = Set.of(others);
    }

    static Optional<HalfWay> of(SignedIn who) {
        return switch (who) {
            case SignedIn.AsAdministrator administrator -> Optional.empty();
            case SignedIn.AsUser user -> Optional.empty();
            case SignedIn.MustChange mustChange -> Optional.of(NEW_PASSWORD);
            case SignedIn.NeedsFactor needs -> Optional.of(needs.setUp() ? SET_UP_FACTOR : SHOW_FACTOR);
        };
    }

    boolean isOpen(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.equals(page) || path.equals(SIGN_OUT) || others.contains(path);
    }

    /** Where to go instead of the page that a request asks for; a code leads on to that one. */
    String page(HttpServletRequest request) {
        return this == SHOW_FACTOR ? NextPage.after(page, request) : page;
    }
}
