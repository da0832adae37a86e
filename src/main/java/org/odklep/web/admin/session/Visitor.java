package org.odklep.web.admin.session;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.odklep.account.Actor;
import org.odklep.account.Administrator;

/** The administrator behind a request. */
public final class Visitor {
    private static final String ATTRIBUTE = Visitor.class.getName();

    private Visitor() {}

    /** Who is signed in, with the role of this moment; empty on the pages before sign-in. */
    public static Optional<Actor> of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Administrator administrator
                ? Optional.of(new Actor(administrator.name().value(), administrator.role(), Origin.of(request)))
                : Optional.empty();
    }

    static void remember(HttpServletRequest request, Administrator administrator) {
        request.setAttribute(ATTRIBUTE, administrator);
    }
}
