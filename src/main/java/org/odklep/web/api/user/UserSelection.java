package org.odklep.web.api.user;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.odklep.account.Actor;
import org.odklep.account.Role;
import org.odklep.kernel.MailDomain;
import org.odklep.user.SearchText;
import org.odklep.user.User;
import org.odklep.user.UserFilter;
import org.odklep.user.UserPage;
import org.odklep.user.UserPosition;
import org.odklep.user.UserQuery;
import org.odklep.user.UserQuery.Match;
import org.odklep.user.UserQuery.Sort;
import org.odklep.user.Users;
import org.odklep.web.graph.Filter.Term;
import org.odklep.web.graph.GraphError;
import org.odklep.web.graph.ListOptions;

/**
 * Which users a list is asked for. The directory looks for one text in everything that names a user; what is asked of one
 * property only is looked at once more here.
 *
 * @param wanted of what the query finds
 */
record UserSelection(UserQuery query, Predicate<User> wanted) {
    static final String EXAMPLE = "accountEnabled eq false and startswith(displayName,'ana')";

    private static final Predicate<User> ALL = user -> true;
    private static final Map<String, Function<User, Optional<String>>> NAMES = Map.of(
            "displayName", user -> Optional.of(user.displayName()),
            "userPrincipalName", user -> Optional.of(user.name().value()),
            "mail", user -> user.profile().mail().map(Object::toString));
    private static final Pattern CLAUSE = Pattern.compile("\\s*\"(?:(\\w+):)?([^\"]*)\"\\s*");
    /** A rare match in a long list is read on for at the next page. */
    private static final int MAX_READS = 20;

    static ListOptions options(HttpServletRequest request) {
        return ListOptions.of(
                request,
                ListOptions.FILTER,
                ListOptions.SEARCH,
                ListOptions.SELECT,
                ListOptions.ORDER_BY,
                ListOptions.COUNT,
                ListOptions.TOP,
                ListOptions.SKIP_TOKEN);
    }

    /** @throws GraphError when an option is not understood */
    static UserSelection of(ListOptions options) {
        UserSelection all = new UserSelection(UserQuery.everybody(options.top()), ALL);
        UserSelection ordered = all.ordered(options.value(ListOptions.ORDER_BY));
        UserSelection selection =
                options.value(ListOptions.SEARCH).map(ordered::searched).orElse(ordered);
        for (Term term : options.filter(EXAMPLE)) {
            selection = selection.and(term);
        }
        return options.value(ListOptions.SKIP_TOKEN).map(selection::after).orElse(selection);
    }

    /**
     * How many users there are of these; empty when they are too many to be counted. What only this selection tells is
     * looked at user by user, so that is given up sooner.
     */
    Optional<Long> count(Users users, Actor actor) {
        if (wanted.equals(ALL)) {
            return users.count(query, actor);
        }
        long count = 0;
        Optional<UserQuery> next = Optional.of(query.withTop(UserQuery.MAX_TOP));
        for (int i = 0; i < MAX_READS && next.isPresent(); i++) {
            UserQuery portion = next.get();
            UserPage page = users.list(portion, actor);
            count += page.users().stream().filter(wanted).count();
            next = page.next().map(portion::after);
        }
        return next.isEmpty() ? Optional.of(count) : Optional.empty();
    }

    /** One page. */
    UserPage page(Users users, Actor actor) {
        List<User> found = new ArrayList<>();
        Optional<UserQuery> next = Optional.of(query);
        Optional<String> end = Optional.empty();
        for (int i = 0; i < MAX_READS && next.isPresent(); i++) {
            UserPage page = read(users, next.get(), actor);
            for (User user : page.users()) {
                if (wanted.test(user) && found.size() == query.top()) {
                    return new UserPage(found, end);
                }
                if (wanted.test(user)) {
                    found.add(user);
                    end = Optional.of(UserPosition.of(user, query.sort()).text());
                }
            }
            if (found.size() == query.top() && page.next().isPresent()) {
                return new UserPage(found, end);
            }
            next = page.next().map(query::after);
        }
        return new UserPage(found, next.flatMap(UserQuery::after));
    }

    private static UserPage read(Users users, UserQuery query, Actor actor) {
        try {
            return users.list(query, actor);
        } catch (IllegalArgumentException e) {
            throw GraphError.invalid(ListOptions.SKIP_TOKEN, "is not one that this list gave; begin at its first page");
        }
    }

    private UserSelection ordered(Optional<String> order) {
        String[] words = order.orElse(Sort.DISPLAY_NAME.key()).strip().split("\\s+", -1);
        String direction = words.length == 1 ? "asc" : words[1];
        for (Sort sort : Sort.values()) {
            if (sort.key().equals(words[0]) && words.length <= 2 && direction.matches("asc|desc")) {
                return new UserSelection(query.sorted(sort, direction.equals("desc")), wanted);
            }
        }
        throw GraphError.invalid(
                ListOptions.ORDER_BY,
                "must be displayName, userPrincipalName or createdDateTime, with asc or desc behind it");
    }

    /** Clauses such as {@code "displayName:ana" OR "mail:ana"}, or just {@code ana}. */
    private UserSelection searched(String search) {
        if (search.indexOf('"') < 0) {
            return found(List.copyOf(NAMES.keySet()), search, Match.ANYWHERE, true);
        }
        List<String> properties = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (String clause : search.split("\\bOR\\b", -1)) {
            Matcher matcher = CLAUSE.matcher(clause);
            if (!matcher.matches()) {
                throw badSearch();
            }
            values.add(matcher.group(2));
            if (matcher.group(1) == null) {
                properties.addAll(NAMES.keySet());
            } else {
                properties.add(matcher.group(1));
            }
        }
        if (values.stream().distinct().count() != 1 || !NAMES.keySet().containsAll(properties)) {
            throw badSearch();
        }
        boolean anyName = properties.containsAll(NAMES.keySet());
        return found(properties, values.getFirst(), Match.ANYWHERE, anyName);
    }

    private UserSelection and(Term term) {
        return switch (term) {
            case Term.Is(String property, String literal) -> filtered(state(property, literal));
            case Term.Time time -> throw ListOptions.badFilter(EXAMPLE);
            case Term.Day day -> throw ListOptions.badFilter(EXAMPLE);
            case Term.Any(String property, String value) -> filtered(any(property, value));
            case Term.EndsWith(String property, String value) ->
                filtered(query.filter().withDomains(Set.of(domain(property, value))));
            case Term.Equal(String property, String value) ->
                found(List.of(property), value, Match.BEGINNING, false).also(user -> isEqual(user, property, value));
            case Term.StartsWith(List<String> properties, String value) ->
                found(properties, value, Match.BEGINNING, false)
                        .also(user -> names(user, properties).anyMatch(name -> name.startsWith(normal(value))));
            case Term.Contains(String property, String value) -> found(List.of(property), value, Match.ANYWHERE, false);
        };
    }

    private UserFilter state(String property, String literal) {
        UserFilter filter = query.filter();
        return switch (property) {
            case "accountEnabled" -> filter.withEnabled(truth(literal));
            case "passwordProfile/forceChangePasswordNextSignIn" -> filter.withMustChange(truth(literal));
            case "signInActivity/lastSignInDateTime" -> filter.withNeverSignedIn(isNull(literal));
            default -> throw badFilter();
        };
    }

    private static boolean truth(String literal) {
        if (literal.equals("null")) {
            throw badFilter();
        }
        return literal.equals("true");
    }

    private static boolean isNull(String literal) {
        if (!literal.equals("null")) {
            throw badFilter();
        }
        return true;
    }

    private UserFilter any(String property, String value) {
        UserFilter filter = query.filter();
        try {
            return switch (property) {
                case "groups" -> filter.withGroup(value);
                case "roles" -> filter.withRole(Role.byKey(value).orElseThrow(UserSelection::badFilter));
                default -> throw badFilter();
            };
        } catch (IllegalArgumentException e) {
            throw GraphError.invalid(ListOptions.FILTER, String.valueOf(e.getMessage()));
        }
    }

    private static MailDomain domain(String property, String value) {
        if (!property.equals("userPrincipalName") || !value.startsWith("@")) {
            throw badFilter();
        }
        return MailDomain.parse(value.substring(1)).orElseThrow(UserSelection::badFilter);
    }

    private UserSelection filtered(UserFilter filter) {
        return new UserSelection(query.withFilter(filter), wanted);
    }

    private UserSelection also(Predicate<User> more) {
        return new UserSelection(query, wanted.equals(ALL) ? more : wanted.and(more));
    }

    /** @param anyName true when it does not matter which property the text stands in */
    private UserSelection found(List<String> properties, String text, Match match, boolean anyName) {
        if (!NAMES.keySet().containsAll(properties)) {
            throw badFilter();
        }
        Predicate<User> inThese = user -> names(user, properties).anyMatch(name -> name.contains(normal(text)));
        if (!query.text().isEmpty()) {
            return also(inThese);
        }
        try {
            UserSelection selection = new UserSelection(query.withText(match, text), wanted);
            return anyName ? selection : selection.also(inThese);
        } catch (IllegalArgumentException e) {
            throw GraphError.invalid(ListOptions.SEARCH, String.valueOf(e.getMessage()));
        }
    }

    private UserSelection after(String token) {
        return new UserSelection(query.after(token), wanted);
    }

    private static boolean isEqual(User user, String property, String value) {
        return names(user, List.of(property)).anyMatch(normal(value)::equals);
    }

    private static Stream<String> names(User user, List<String> properties) {
        return properties.stream()
                .flatMap(property -> NAMES.getOrDefault(property, nobody -> Optional.empty()).apply(user).stream())
                .map(UserSelection::normal);
    }

    private static String normal(String text) {
        return SearchText.normalise(text);
    }

    private static GraphError badFilter() {
        return ListOptions.badFilter(EXAMPLE);
    }

    private static GraphError badSearch() {
        return GraphError.invalid(
                ListOptions.SEARCH,
                "must be like \"displayName:ana\", with displayName, userPrincipalName or mail, several of them with one"
                        + " value joined by OR");
    }
}
