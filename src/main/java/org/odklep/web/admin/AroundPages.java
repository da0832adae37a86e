package org.odklep.web.admin;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.odklep.web.admin.frame.Frame;
import org.odklep.web.admin.frame.Place;
import org.odklep.web.admin.session.Visitor;
import org.springframework.web.servlet.HandlerInterceptor;

/** Puts the frame where templates find it, and lets nobody see a page of a place that their role keeps them from. */
record AroundPages(AdminWeb.WordsOf words) implements HandlerInterceptor {
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        request.setAttribute(
                "frame", Frame.of(request, words.organisation().current().name(), words.of(request)));
        if (request.getDispatcherType() == DispatcherType.REQUEST) {
            Place.at(request.getRequestURI())
                    .ifPresent(place -> Visitor.of(request).ifPresent(actor -> NeedsRole.unless(actor, place.right())));
        }
        return true;
    }
}
