package org.odklep.web.admin;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.web.admin.session.Visitor;
import org.odklep.web.admin.words.Language;
import org.odklep.web.admin.words.LanguageMenu;
import org.odklep.web.admin.words.Words;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * What stands around every page.
 *
 * @param name who is signed in; null before sign-in
 * @param role their role in words
 * @param reads what the role may read: {@code restrictions}, {@code audit}
 * @param here the path of the page, for the navigation to mark
 * @param languages links to the same page in each language; none where the page cannot be asked for again
 */
record Frame(@Nullable String name, @Nullable String role, Set<String> reads, String here, List<Choice> languages) {

    /**
     * A language of the menu.
     *
     * @param tag such as {@code sl}
     * @param name in the language itself
     */
    record Choice(String tag, String name, String href, boolean current) {}

    public boolean isAt(String path) {
        return here.equals(path) || here.startsWith(path + "/");
    }

    private static Frame of(HttpServletRequest request, Words words) {
        Optional<Actor> visitor = Visitor.of(request);
        boolean repeatable = request.getDispatcherType() == DispatcherType.REQUEST;
        return new Frame(
                visitor.map(Actor::name).orElse(null),
                visitor.map(actor -> words.say("role." + actor.role().key())).orElse(null),
                visitor.map(Frame::reads).orElse(Set.of()),
                request.getRequestURI(),
                repeatable ? choices(request, words) : List.of());
    }

    private static Set<String> reads(Actor actor) {
        Set<String> reads = new HashSet<>();
        if (actor.may(Right.READ)) {
            reads.add("restrictions");
        }
        if (actor.may(Right.READ_AUDIT)) {
            reads.add("audit");
        }
        return reads;
    }

    private static List<Choice> choices(HttpServletRequest request, Words words) {
        return Language.ALL.stream()
                .map(locale -> new Choice(
                        locale.getLanguage(), name(locale), LanguageMenu.link(request, locale), words.isIn(locale)))
                .toList();
    }

    private static String name(Locale locale) {
        String name = locale.getDisplayLanguage(locale);
        return name.substring(0, 1).toUpperCase(locale) + name.substring(1);
    }

    /** Puts the frame where templates find it. */
    record Setter(AdminWeb.WordsOf words) implements HandlerInterceptor {
        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
            request.setAttribute("frame", of(request, words.of(request)));
            return true;
        }
    }
}
