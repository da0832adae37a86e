package org.odklep.gate.ldap;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.MailDomain;
import org.odklep.user.PasswordState;
import org.odklep.user.Profile;
import org.odklep.user.SearchText;
import org.odklep.user.User;
import org.odklep.user.UserQuery;

class FilterPlanFuzzTest {
    private static final LdapTree TREE = LdapTree.of("dc=example,dc=si", Optional.of(MailDomain.of("example.si")));
    private static final User ANA = User.of(
            "AAAAAAAAAAAAAAAAAAAAAA",
            Profile.of(AccountName.of("ana@example.si"), "Ana Novak")
                    .withAliases(Set.of(AccountName.of("a.n@example.si")))
                    .withGroups(Set.of("staff")),
            PasswordState.none(Instant.EPOCH),
            Instant.EPOCH);
    private static final Entry ENTRY = UserEntry.of(ANA, TREE);

    /** Whoever matches a filter is among its candidates. */
    @FuzzTest
    void thePlanOfAnyFilterLeavesNobodyOutWhoMatches(FuzzedDataProvider data) {
        String name = data.consumeString(100);
        var _ = LdapTree.parse(name).flatMap(TREE::account);
        TREE.accountOfBind(name);
        Optional<Filter> filter = filter(data.consumeRemainingAsString());
        try {
            if (filter.isPresent()) {
                FilterPlan.Candidates candidates = FilterPlan.of(filter.get(), TREE);
                if (LdapSearch.matches(filter.get(), ENTRY) && !holds(candidates)) {
                    throw new AssertionError(filter + " means " + candidates);
                }
            }
        } catch (FilterPlan.TooComplex e) {
            if (String.valueOf(e.getMessage()).isBlank()) {
                throw new AssertionError("an error without a message", e);
            }
        }
    }

    /** The SDK fails at text that ends within an escape; clients send filters as BER, which it reads otherwise. */
    private static Optional<Filter> filter(String text) {
        try {
            return Optional.of(Filter.create(text));
        } catch (LDAPException | StringIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static boolean holds(FilterPlan.Candidates candidates) {
        return switch (candidates) {
            case FilterPlan.Nobody() -> false;
            case FilterPlan.Keys(Set<String> keys) ->
                keys.stream()
                        .anyMatch(key -> key.equals(ANA.id())
                                || TREE.account(key)
                                        .filter(ANA.names()::contains)
                                        .isPresent());
            case FilterPlan.Query(String text, UserQuery.Match match, var filter) -> {
                String words = SearchText.of(ANA);
                yield SearchText.terms(
                                UserQuery.everybody(1).withText(match, text).withFilter(filter))
                        .stream()
                        .allMatch(any -> any.stream().anyMatch(term -> words.contains(term.text())));
            }
        };
    }
}
