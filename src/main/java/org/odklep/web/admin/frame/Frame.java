package org.odklep.web.admin.frame;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.odklep.account.Actor;
import org.odklep.web.admin.session.Visitor;
import org.odklep.web.admin.words.Language;
import org.odklep.web.admin.words.Words;

/**
 * What stands around every page.
 *
 * @param organisation whose installation it is; empty while nobody named it
 * @param zone the time zone of times on the page
 * @param name who is signed in; null before sign-in
 * @param role their role in words
 * @param menu what they may see
 * @param crumbs the way from the menu to the page
 * @param languages links to the same page in each language; none where the page cannot be asked for again
 * @param themes links to the same page in each theme
 * @param theme the one that was chosen
 */
public record Frame(
        String organisation,
        String zone,
        @Nullable String name,
        @Nullable String role,
        List<Section> menu,
        List<Crumb> crumbs,
        List<Choice> languages,
        List<Choice> themes,
        String theme) {

    /** A heading of the menu and what stands below it. */
    public record Section(String key, String title, List<Entry> entries) {}

    /** @param current {@code page} on the page itself, {@code true} on one below it, null elsewhere; for aria-current */
    public record Entry(
            String icon,
            String title,
            String href,
            @Nullable String current) {}

    /** @param href null where there is no page of its own */
    public record Crumb(String title, @Nullable String href) {}

    /**
     * A choice of the header.
     *
     * @param tag such as {@code sl} or {@code dark}
     * @param name a language in itself, a theme in the reader's language
     */
    public record Choice(String tag, String name, String href, boolean current) {}

    /** The frame of a page. */
    public static Frame of(HttpServletRequest request, String organisation, Words words) {
        Optional<Actor> visitor = Visitor.of(request);
        boolean repeatable = request.getDispatcherType() == DispatcherType.REQUEST;
        String path = request.getRequestURI();
        Theme theme = Theme.of(request);
        return new Frame(
                organisation,
                words.zone().getId(),
                visitor.map(Actor::name).orElse(null),
                visitor.map(actor -> words.say("role." + actor.role().key())).orElse(null),
                visitor.map(actor -> menu(actor, path, words)).orElse(List.of()),
                visitor.map(actor -> crumbs(path, words)).orElse(List.of()),
                repeatable ? languages(request, words) : List.of(),
                repeatable ? themes(request, theme, words) : List.of(),
                theme.key());
    }

    private static List<Section> menu(Actor actor, String path, Words words) {
        List<Section> menu = new ArrayList<>();
        for (Place.Group group : Place.Group.values()) {
            List<Entry> entries = Arrays.stream(Place.values())
                    .filter(place -> place.group() == group && place.isOpenTo(actor))
                    .map(place -> entry(place, path, words))
                    .toList();
            if (!entries.isEmpty()) {
                menu.add(new Section(group.key(), words.say("nav." + group.key()), entries));
            }
        }
        return menu;
    }

    private static Entry entry(Place place, String path, Words words) {
        String current = path.equals(place.path()) ? "page" : Place.at(path).equals(Optional.of(place)) ? "true" : null;
        return new Entry(place.key(), words.say("nav." + place.key()), place.path(), current);
    }

    private static List<Crumb> crumbs(String path, Words words) {
        return Place.at(path)
                .map(place -> {
                    List<Crumb> crumbs = new ArrayList<>();
                    crumbs.add(new Crumb(words.say("nav." + place.group().key()), null));
                    if (!path.equals(place.path())) {
                        crumbs.add(new Crumb(words.say("nav." + place.key()), place.path()));
                    }
                    return crumbs;
                })
                .orElse(new ArrayList<>());
    }

    private static List<Choice> languages(HttpServletRequest request, Words words) {
        return Language.ALL.stream()
                .map(locale -> new Choice(
                        locale.getLanguage(), name(locale), ReaderChoices.link(request, locale), words.isIn(locale)))
                .toList();
    }

    private static List<Choice> themes(HttpServletRequest request, Theme chosen, Words words) {
        return Arrays.stream(Theme.values())
                .map(theme -> new Choice(
                        theme.key(),
                        words.say("theme." + theme.key()),
                        ReaderChoices.link(request, theme),
                        theme == chosen))
                .toList();
    }

    private static String name(Locale locale) {
        String name = locale.getDisplayLanguage(locale);
        return name.substring(0, 1).toUpperCase(locale) + name.substring(1);
    }
}
