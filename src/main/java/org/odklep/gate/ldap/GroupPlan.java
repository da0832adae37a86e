package org.odklep.gate.ldap;

import com.unboundid.ldap.sdk.Filter;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which groups can match a filter, so that not all have to be looked at, and not all their members. A filter has passed
 * {@link FilterPlan} first, which refuses what is too complex.
 *
 * @param names of groups that can match, whether they exist or not; empty for all
 * @param members the DNs that the filter asks about as members, as it writes them, with the groups of each
 */
record GroupPlan(Optional<Set<String>> names, Map<String, Set<String>> members) {
    private static final Set<String> ATTRIBUTES = Set.of(
            "objectclass",
            "cn",
            "commonname",
            "member",
            "entryuuid",
            "entrydn",
            "structuralobjectclass",
            "subschemasubentry");
    private static final Set<String> OBJECT_CLASSES = Set.of("top", "groupofnames");

    /** @param groupsOf the groups of whoever has a DN */
    static GroupPlan of(Filter filter, LdapTree tree, Function<String, Set<String>> groupsOf) {
        Map<String, Set<String>> members = new LinkedHashMap<>();
        return new GroupPlan(new Reader(tree, groupsOf, members).names(filter), members);
    }

    private record Reader(LdapTree tree, Function<String, Set<String>> groupsOf, Map<String, Set<String>> members) {
        Optional<Set<String>> names(Filter filter) {
            return switch (filter.getFilterType()) {
                case Filter.FILTER_TYPE_AND -> all(filter);
                case Filter.FILTER_TYPE_OR -> any(filter);
                case Filter.FILTER_TYPE_NOT -> {
                    Optional.ofNullable(filter.getNOTComponent()).ifPresent(this::names);
                    yield Optional.empty();
                }
                case Filter.FILTER_TYPE_EQUALITY ->
                    equal(
                            attribute(filter),
                            Optional.ofNullable(filter.getAssertionValue()).orElse(""));
                default -> ATTRIBUTES.contains(attribute(filter)) ? Optional.empty() : Optional.of(Set.of());
            };
        }

        /** The part that leaves fewest says enough; all parts are read, for the members they name. */
        private Optional<Set<String>> all(Filter filter) {
            Optional<Set<String>> fewest = Optional.empty();
            for (Filter component : filter.getComponents()) {
                Optional<Set<String>> names = names(component);
                if (names.isPresent()
                        && (fewest.isEmpty()
                                || names.get().size() < fewest.get().size())) {
                    fewest = names;
                }
            }
            return fewest;
        }

        private Optional<Set<String>> any(Filter filter) {
            Set<String> union = new HashSet<>();
            boolean limited = true;
            for (Filter component : filter.getComponents()) {
                Optional<Set<String>> names = names(component);
                names.ifPresent(union::addAll);
                limited &= names.isPresent();
            }
            return limited ? Optional.of(union) : Optional.empty();
        }

        private Optional<Set<String>> equal(String attribute, String value) {
            return switch (attribute) {
                case "cn", "commonname" ->
                    Optional.of(LdapTree.group(value).map(Set::of).orElse(Set.of()));
                case "entrydn" ->
                    Optional.of(
                            LdapTree.parse(value).flatMap(tree::group).stream().collect(Collectors.toSet()));
                case "member" -> Optional.of(members.computeIfAbsent(value, groupsOf));
                case "objectclass" ->
                    OBJECT_CLASSES.contains(value.toLowerCase(Locale.ROOT)) ? Optional.empty() : Optional.of(Set.of());
                default -> ATTRIBUTES.contains(attribute) ? Optional.empty() : Optional.of(Set.of());
            };
        }

        private static String attribute(Filter filter) {
            return Optional.ofNullable(filter.getAttributeName()).orElse("").toLowerCase(Locale.ROOT);
        }
    }
}
