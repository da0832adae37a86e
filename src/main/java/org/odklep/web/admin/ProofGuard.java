package org.odklep.web.admin;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.odklep.signin.SignedIn;
import org.odklep.signin.factor.FactorAnswer;
import org.odklep.user.Users;
import org.odklep.web.admin.session.Visitor;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Asks for a fresh proof before what {@link FreshProof} marks. A form that comes without one is answered with a page that holds
 * all of its fields, and goes on where the form went as soon as the proof is right.
 */
final class ProofGuard implements HandlerInterceptor {
    private final Proofs proofs;
    private final Users users;
    private final InstantSource clock;

    ProofGuard(Proofs proofs, Users users, InstantSource clock) {
        this.proofs = proofs;
        this.users = users;
        this.clock = clock;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws ServletException, IOException {
        if (request.getDispatcherType() != DispatcherType.REQUEST || !isDangerous(request, handler)) {
            return true;
        }
        Optional<SignedIn> who = Visitor.signedIn(request).filter(each -> !(each instanceof SignedIn.NeedsFactor));
        Instant now = clock.instant();
        if (who.isEmpty() || proofs.isFresh(who.get(), now)) {
            return true;
        }
        Optional<FactorAnswer> shown =
                request.getMethod().equals("POST") ? proofs.shown(who.get(), request, now) : Optional.empty();
        if (shown.equals(Optional.of(FactorAnswer.RIGHT))) {
            return true;
        }
        ask(request, response, shown.isPresent());
        return false;
    }

    private boolean isDangerous(HttpServletRequest request, Object handler) {
        FreshProof mark = handler instanceof HandlerMethod method ? method.getMethodAnnotation(FreshProof.class) : null;
        return mark != null && (!mark.onRoles() || isOnRoles(request));
    }

    private boolean isOnRoles(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> path
                && path.get("id") instanceof String id
                && Visitor.of(request)
                        .flatMap(actor -> users.find(id, actor))
                        .filter(user -> !user.roles().isEmpty())
                        .isPresent();
    }

    private static void ask(HttpServletRequest request, HttpServletResponse response, boolean wrong)
            throws ServletException, IOException {
        request.setAttribute(ProofPages.ASKED_FOR, request.getRequestURI());
        request.setAttribute(ProofPages.WRONG, wrong);
        request.getRequestDispatcher(ProofPages.PATH).forward(request, response);
    }
}
