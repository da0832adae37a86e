package org.odklep.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.odklep.sending.SendingSetup.LJUBLJANA;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyFormTest {
    private static final OutboundPolicy BASE = OutboundPolicy.initial(LJUBLJANA);

    @Test
    void whatIsWrittenIsReadBack() {
        Map<String, Object> document = Map.of(
                "displayName",
                " Press ",
                "isEnabled",
                false,
                "priority",
                3,
                "mode",
                "shadow",
                "limits",
                Map.of("recipientsPerDay", 0, "messagesPerMinute", 1_000_000L),
                "actionWhenThresholdReached",
                "blockuserfortoday",
                "timeZone",
                "America/New_York",
                "conditions",
                Map.of("accounts", List.of("ANA@example.si"), "groups", List.of(" Press ")),
                "exceptions",
                Map.of("domains", List.of("Šola.si")));
        OutboundPolicy policy = read(document);
        assertThat(policy.name()).isEqualTo("Press");
        assertThat(policy.limits().of(Limit.ALL_PER_DAY)).isZero();
        assertThat(policy.limits().of(Limit.EXTERNAL_PER_HOUR)).isEqualTo(500);
        assertThat(policy.scope().of().groups()).containsExactly("press");
        assertThat(policy.scope().except().domains()).hasToString("[xn--ola-zza.si]");
        Map<String, Object> written = PolicyForm.write(policy, 3);
        assertThat(PolicyForm.read(written, BASE)).isEqualTo(new PolicyForm.Reading.Policy(policy, OptionalInt.of(3)));
        assertThat(PolicyForm.write(read(written), 3)).isEqualTo(written);
    }

    @Test
    void anEmptyDocumentIsTheBase() {
        assertThat(PolicyForm.read(Map.of(), BASE)).isEqualTo(new PolicyForm.Reading.Policy(BASE, OptionalInt.empty()));
    }

    @Test
    void allProblemsAreToldAtOnceEachWithItsKey() {
        Map<String, Object> document = new HashMap<>();
        document.put("displayName", "x".repeat(65));
        document.put("isEnabled", "yes");
        document.put("priority", -1);
        document.put("mode", "Shadow");
        document.put("actionWhenThresholdReached", 7);
        document.put("timeZone", "Ljubljana");
        document.put("limits", Map.of("recipientsPerDay", 1.5, "messagesPerMinute", 1_000_001, "perYear", 1));
        document.put(
                "conditions",
                Map.of("accounts", List.of("", 5), "groups", "press", "domains", List.of("no domain"), "users", 1));
        document.put("exceptions", List.of());
        document.put("colour", "red");
        document.put("@odata.type", "ignored");
        assertThat(keys(document))
                .containsExactlyInAnyOrder(
                        "displayName",
                        "isEnabled",
                        "priority",
                        "mode",
                        "actionWhenThresholdReached",
                        "timeZone",
                        "limits.recipientsPerDay",
                        "limits.messagesPerMinute",
                        "limits.perYear",
                        "conditions.accounts",
                        "conditions.accounts",
                        "conditions.groups",
                        "conditions.domains",
                        "conditions.users",
                        "exceptions",
                        "colour");
    }

    @Test
    void numbersThatAreNoWholeNumbersInRangeAreRefused() {
        for (Object wrong : Arrays.asList(
                -1,
                1_000_001,
                Long.MAX_VALUE,
                Long.MIN_VALUE,
                1L << 32,
                BigInteger.TEN.pow(40),
                1.0,
                Double.NaN,
                "10",
                true,
                List.of(),
                null)) {
            assertThat(keys(Map.of("limits", Collections.singletonMap("recipientsPerDay", wrong))))
                    .as("%s", wrong)
                    .containsExactly("limits.recipientsPerDay");
            if (wrong != null && !wrong.equals(1_000_001)) {
                assertThat(keys(Map.of("priority", wrong))).as("%s", wrong).containsExactly("priority");
            }
        }
        assertThat(keys(Map.of("limits", 5))).containsExactly("limits");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "  ", "two\nlines", "two\u2028lines", "hid\u200bden", "half \ud800", "nul\0", "\u202eback"})
    void namesAreVisibleAndOnOneLine(String name) {
        assertThat(keys(Map.of("displayName", name))).containsExactly("displayName");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "nul\0", "two\nlines"})
    void groupsAreVisible(String group) {
        assertThat(keys(Map.of("conditions", Map.of("groups", List.of(group))))).containsExactly("conditions.groups");
    }

    @Test
    void keysThatAreNothingOrNoTextAreProblemsLikeOthers() {
        Map<Object, Object> odd = new HashMap<>();
        odd.put(null, "x");
        odd.put(7, "x");
        Map<Object, Object> nested = new HashMap<>();
        nested.put(null, null);
        odd.put("limits", nested);
        odd.put("conditions", nested);
        odd.put("exceptions", List.of(nested));
        @SuppressWarnings("unchecked")
        Map<String, ?> document = (Map<String, ?>) (Map<?, ?>) odd;

        assertThat(keys(document))
                .containsExactlyInAnyOrder("null", "7", "limits.null", "conditions.null", "exceptions");
    }

    @Test
    void listsWithoutValuesInThemAreProblems() {
        Map<String, Object> conditions = new HashMap<>();
        conditions.put("accounts", Arrays.asList(null, Map.of(), 1));
        assertThat(keys(Map.of("conditions", conditions)))
                .containsExactly("conditions.accounts", "conditions.accounts", "conditions.accounts");
    }

    @Test
    void aNameMayNotBeTakenAway() {
        assertThat(keys(Collections.singletonMap("displayName", null))).containsExactly("displayName");
    }

    @Test
    void aListThatIsGivenReplacesTheOldOne() {
        OutboundPolicy policy = read(Map.of("conditions", Map.of("groups", List.of("a", "b"))));
        Map<String, Object> empty = Map.of("conditions", Map.of("groups", List.of()));
        assertThat(((PolicyForm.Reading.Policy) PolicyForm.read(empty, policy))
                        .policy()
                        .scope())
                .isEqualTo(Scope.EVERYBODY);
        Map<String, Object> other = Map.of("conditions", Map.of("domains", List.of("example.si")));
        assertThat(((PolicyForm.Reading.Policy) PolicyForm.read(other, policy))
                        .policy()
                        .scope()
                        .of()
                        .groups())
                .containsExactlyInAnyOrder("a", "b");
    }

    private static OutboundPolicy read(Map<String, ?> document) {
        return ((PolicyForm.Reading.Policy) PolicyForm.read(document, BASE)).policy();
    }

    private static List<String> keys(Map<String, ?> document) {
        return PolicyForm.read(document, BASE) instanceof PolicyForm.Reading.Problems(List<Problem> problems)
                ? problems.stream().map(Problem::key).toList()
                : List.of();
    }
}
