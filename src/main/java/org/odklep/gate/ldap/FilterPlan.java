package org.odklep.gate.ldap;

import com.unboundid.ldap.sdk.Filter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.odklep.user.UserFilter;
import org.odklep.user.UserQuery;

/**
 * Which users can match a filter, so that not all have to be looked at; whether they do match is another question, which the
 * filter itself answers. Values of clients become keys and search texts, never parts of a language.
 */
final class FilterPlan {
    static final int MAX_DEPTH = 20;
    static final int MAX_PARTS = 200;

    /** Shorter ones are looked for at beginnings only. */
    private static final int SHORTEST_ANYWHERE = 3;

    private static final Query EVERYBODY = new Query("", UserQuery.Match.BEGINNING, UserFilter.NONE);

    private final LdapTree tree;
    private int parts;

    private FilterPlan(LdapTree tree) {
        this.tree = tree;
    }

    /** Who can match. */
    sealed interface Candidates {}

    record Nobody() implements Candidates {}

    /** @param keys names, aliases and ids */
    record Keys(Set<String> keys) implements Candidates {}

    record Query(String text, UserQuery.Match match, UserFilter filter) implements Candidates {}

    /** What no client needs: a filter of more than 20 levels or 200 parts. */
    static final class TooComplex extends Exception {
        private static final long serialVersionUID = 1;

        TooComplex() {
            super("a filter has at most " + MAX_PARTS + " parts and " + MAX_DEPTH + " levels");
        }
    }

    static Candidates of(Filter filter, LdapTree tree) throws TooComplex {
        return new FilterPlan(tree).candidates(filter, 1);
    }

    private Candidates candidates(Filter filter, int depth) throws TooComplex {
        if (depth > MAX_DEPTH || ++parts > MAX_PARTS) {
            throw new TooComplex();
        }
        return switch (filter.getFilterType()) {
            case Filter.FILTER_TYPE_AND -> all(filter, depth, EVERYBODY, FilterPlan::both);
            case Filter.FILTER_TYPE_OR -> all(filter, depth, new Nobody(), FilterPlan::either);
            case Filter.FILTER_TYPE_NOT -> not(Optional.ofNullable(filter.getNOTComponent()), depth);
            case Filter.FILTER_TYPE_EQUALITY ->
                equal(
                        attribute(filter),
                        Optional.ofNullable(filter.getAssertionValue()).orElse(""));
            case Filter.FILTER_TYPE_SUBSTRING -> substring(filter);
            default -> EVERYBODY;
        };
    }

    /** Everybody but some is nearly everybody; only the complexity of the rest matters. */
    private Candidates not(Optional<Filter> component, int depth) throws TooComplex {
        if (component.isPresent()) {
            candidates(component.get(), depth + 1);
        }
        return EVERYBODY;
    }

    private Candidates all(Filter filter, int depth, Candidates first, BinaryOperator<Candidates> join)
            throws TooComplex {
        Candidates result = first;
        for (Filter component : filter.getComponents()) {
            result = join.apply(result, candidates(component, depth + 1));
        }
        return result;
    }

    private Candidates equal(String attribute, String value) {
        return switch (attribute) {
            case "uid", "userid", "mailalternateaddress" ->
                key(tree.account(value).map(Object::toString));
            case "entryuuid" -> key(UserEntry.id(value));
            case "entrydn" -> key(LdapTree.parse(value).flatMap(tree::account).map(Object::toString));
            case "mail", "cn", "commonname", "sn", "surname", "givenname", "displayname" ->
                text(value, UserQuery.Match.ANYWHERE);
            case "accountstatus" -> status(value);
            case "member" -> new Nobody();
            case "memberof" ->
                LdapTree.parse(value)
                        .flatMap(tree::group)
                        .<Candidates>map(name -> filtered(UserFilter.NONE.withGroup(name)))
                        .orElseGet(Nobody::new);
            case "objectclass" ->
                UserEntry.OBJECT_CLASSES.contains(value.toLowerCase(Locale.ROOT)) ? EVERYBODY : new Nobody();
            default -> EVERYBODY;
        };
    }

    /** The longest piece of the text narrows best. */
    private static Candidates substring(Filter filter) {
        if (!isText(attribute(filter))) {
            return EVERYBODY;
        }
        String initial = Optional.ofNullable(filter.getSubInitialString()).orElse("");
        List<String> pieces = new ArrayList<>(Arrays.asList(filter.getSubAnyStrings()));
        pieces.add(Optional.ofNullable(filter.getSubFinalString()).orElse(""));
        String longest = pieces.stream()
                .max((a, b) -> Integer.compare(a.length(), b.length()))
                .orElse("");
        return initial.length() >= longest.length()
                ? text(initial, UserQuery.Match.BEGINNING)
                : text(longest, UserQuery.Match.ANYWHERE);
    }

    private static boolean isText(String attribute) {
        return Set.of(
                        "uid",
                        "userid",
                        "mail",
                        "mailalternateaddress",
                        "cn",
                        "commonname",
                        "sn",
                        "surname",
                        "displayname")
                .contains(attribute);
    }

    private static Candidates text(String value, UserQuery.Match match) {
        if (value.length() > UserQuery.MAX_TEXT) {
            return new Nobody();
        }
        boolean tooShort =
                match == UserQuery.Match.ANYWHERE && value.codePointCount(0, value.length()) < SHORTEST_ANYWHERE;
        return value.isBlank() || tooShort || !value.equals(value.strip())
                ? EVERYBODY
                : new Query(value, match, UserFilter.NONE);
    }

    private static Candidates status(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case UserEntry.ACTIVE -> filtered(UserFilter.NONE.withEnabled(true));
            case UserEntry.DISABLED -> filtered(UserFilter.NONE.withEnabled(false));
            default -> new Nobody();
        };
    }

    private static Candidates filtered(UserFilter filter) {
        return new Query("", UserQuery.Match.BEGINNING, filter);
    }

    private static Candidates key(Optional<String> key) {
        return key.<Candidates>map(known -> new Keys(Set.of(known))).orElseGet(Nobody::new);
    }

    private static Candidates both(Candidates one, Candidates other) {
        if (one instanceof Nobody || other instanceof Nobody) {
            return new Nobody();
        }
        if (one instanceof Keys || other instanceof Keys) {
            return one instanceof Keys ? one : other;
        }
        return both((Query) one, (Query) other);
    }

    private static Query both(Query one, Query other) {
        Query text = one.text.length() >= other.text.length() ? one : other;
        UserFilter filter = one.filter.equals(UserFilter.NONE) ? other.filter : one.filter;
        Optional<Boolean> enabled = one.filter.enabled().or(other.filter::enabled);
        Optional<String> group = one.filter.group().or(other.filter::group);
        filter = enabled.isPresent() ? filter.withEnabled(enabled.get()) : filter;
        filter = group.isPresent() ? filter.withGroup(group.get()) : filter;
        return new Query(text.text, text.match, filter);
    }

    private static Candidates either(Candidates one, Candidates other) {
        if (one instanceof Nobody || one.equals(other)) {
            return other;
        }
        if (other instanceof Nobody) {
            return one;
        }
        if (one instanceof Keys(Set<String> some) && other instanceof Keys(Set<String> more)) {
            Set<String> keys = new HashSet<>(some);
            keys.addAll(more);
            return new Keys(keys);
        }
        return EVERYBODY;
    }

    private static String attribute(Filter filter) {
        return Optional.ofNullable(filter.getAttributeName()).orElse("").toLowerCase(Locale.ROOT);
    }
}
