package org.odklep.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.odklep.web.api.ApiClient.Answer;
import org.odklep.web.api.SharedServer.Api;
import tools.jackson.databind.JsonNode;

@ExtendWith(SharedServer.class)
class RestrictedEntityListTest {
    private static final String PATH = "/v1.0/security/restrictedEntities";

    private final Api api;

    RestrictedEntityListTest(Api api) {
        this.api = api;
    }

    @Test
    void pagesHoldEveryRowOnceWhileRowsComeAndGo() {
        List<String> accounts = IntStream.range(0, 25)
                .mapToObj(i -> "page%02d@example.si".formatted(i))
                .toList();
        accounts.forEach(this::restrict);

        for (String order :
                List.of("senderAddress asc", "senderAddress desc", "createdDateTime", "createdDateTime desc")) {
            List<String> seen = new ArrayList<>();
            Answer page = list(
                    "$filter", "status eq 'all' and contains(senderAddress,'PAGE')", "$top", "4", "$orderby", order);
            while (true) {
                rows(page).forEach(row -> seen.add(row.get("senderAddress").asString()));
                Optional<JsonNode> next = page.body().optional("@odata.nextLink");
                if (next.isEmpty()) {
                    break;
                }
                assertThat(rows(page)).hasSize(4);
                release(seen.getLast());
                restrict("new" + order.hashCode() + seen.size() + "-page@example.si");
                page = api.auditor().follow(next.get().asString()).is(200);
            }
            assertThat(seen).as(order).doesNotHaveDuplicates().containsAll(accounts);
        }
    }

    @Test
    void aListIsFilteredByStatus() {
        restrict("status-active@example.si");
        restrict("status-ended@example.si");
        release("status-ended@example.si");

        assertThat(accounts("contains(senderAddress,'status-')")).containsExactly("status-active@example.si");
        assertThat(accounts("status eq 'active' and contains(senderAddress,'status-')"))
                .containsExactly("status-active@example.si");
        assertThat(accounts("contains(senderAddress,'status-') and status eq 'ended'"))
                .containsExactly("status-ended@example.si");
        assertThat(accounts("status eq 'all' and contains(senderAddress,'status-')"))
                .containsExactlyInAnyOrder("status-active@example.si", "status-ended@example.si");
    }

    @Test
    void aListIsFilteredByAWholeAddress() {
        restrict("whole@example.si");
        restrict("the-whole@example.si");
        restrict("whole-past@example.si");
        release("whole-past@example.si");

        assertThat(accounts("senderAddress eq 'Whole@example.si'")).containsExactly("whole@example.si");
        assertThat(accounts("senderAddress eq 'whole@example'")).isEmpty();
        assertThat(accounts("senderAddress eq 'whole-past@example.si'")).isEmpty();
        assertThat(accounts("status eq 'ended' and senderAddress eq 'whole-past@example.si'"))
                .containsExactly("whole-past@example.si");
        list("$filter", "senderAddress eq 'no account'").isError(400, "invalidRequest");
    }

    @Test
    void aSearchFindsPartsOfNamesAndBeginningsOfReferences() {
        restrict("search-me@example.si");
        String id = rows(list("$search", "\"ARCH-ME\"")).getFirst().get("id").asString();

        assertThat(rows(list("$search", "arch-me"))).hasSize(1);
        assertThat(rows(list("$search", id.substring(0, 6)))).hasSize(1);
        assertThat(rows(list("$filter", "contains(senderAddress,'" + id.substring(0, 6) + "')")))
                .isEmpty();
        assertThat(rows(list("$search", "no such thing"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'; drop table restriction; --",
                "' or '1'='1",
                "%",
                "_",
                "\\",
                "${jndi:ldap://127.0.0.1/x}",
                "#{7*7}",
                "<script>alert(1)</script>",
                "\u202eevil",
                "𝒶\u0000b"
            })
    void textThatMeansSomethingElsewhereIsOnlyTextHere(String text) {
        assertThat(rows(list("$search", text))).isEmpty();
        assertThat(rows(list("$filter", "contains(senderAddress,'" + text.replace("'", "''") + "')")))
                .isEmpty();
        assertThat(rows(list("$filter", "status eq 'all'"))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "status",
                "status eq active",
                "status eq 'unknown'",
                "status ne 'active'",
                "status eq 'active' or status eq 'ended'",
                "status eq 'active' and",
                "status eq 'active' and status eq 'active'",
                "and status eq 'active'",
                "senderAddress eq 'ana' and contains(senderAddress,'ana')",
                "senderAddress ne 'ana@example.si'",
                "contains(status,'a')",
                "contains(senderAddress,'a'",
                "contains(senderAddress,'a''')b",
                "(status eq 'active')",
                "status eq 'active' and contains(senderAddress,'ana') trailing"
            })
    void aFilterThatIsNotUnderstoodIsAnsweredWithAnExample(String filter) {
        Answer refused = list("$filter", filter).isError(400, "invalidRequest");

        assertThat(refused.text("/error/details/0/target")).isEqualTo("$filter");
        assertThat(refused.text("/error/details/0/message"))
                .contains("status eq 'active' and contains(senderAddress,'ana')");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    $top        | 0                          | from 1 to 999
                    $top        | 1000                       | from 1 to 999
                    $top        | -1                         | from 1 to 999
                    $top        | 1e2                        | from 1 to 999
                    $top        | ٣                          | from 1 to 999
                    $orderby    | reason                     | createdDateTime or senderAddress
                    $orderby    | senderAddress sideways     | createdDateTime or senderAddress
                    $orderby    | senderAddress asc, x       | createdDateTime or senderAddress
                    $skiptoken  | garbage                    | first page
                    $skiptoken  | U0lOQ0UK                   | first page
                    $select     | id                         | $filter, $search, $orderby, $top, $skiptoken
                    $count      | true                       | $filter, $search, $orderby, $top, $skiptoken
                    top         | 5                          | $filter, $search, $orderby, $top, $skiptoken
                    """)
    void anOptionThatIsNotUnderstoodIsNamed(String name, String value, String expected) {
        Answer refused = list(name, value).isError(400, "invalidRequest");

        assertThat(refused.text("/error/details/0/target")).isEqualTo(name);
        assertThat(refused.text("/error/details/0/message")).contains(expected);
    }

    @Test
    void anOptionMayStandOnceOnly() {
        Answer refused = api.auditor().get(PATH + "?$top=1&$top=2").isError(400, "invalidRequest");

        assertThat(refused.text("/error/message")).isEqualTo("$top: may stand once only");
    }

    @Test
    void aPageDoesNotGoOnInAnotherOrder() {
        restrict("other1@example.si");
        restrict("other2@example.si");
        String link = list("$top", "1", "$orderby", "senderAddress").text("/@odata.nextLink");
        api.auditor().follow(link).is(200);

        api.auditor().follow(link.replace("senderAddress", "createdDateTime")).isError(400, "invalidRequest");
    }

    @Test
    void searchAndContainsExcludeEachOther() {
        list("$search", "a", "$filter", "contains(senderAddress,'a')").isError(400, "invalidRequest");
        list("$search", "a", "$filter", "senderAddress eq 'a@example.si'").isError(400, "invalidRequest");
    }

    private List<String> accounts(String filter) {
        return rows(list("$filter", filter)).stream()
                .map(row -> row.get("senderAddress").asString())
                .toList();
    }

    private static List<JsonNode> rows(Answer answer) {
        return answer.is(200).body().get("value").valueStream().toList();
    }

    private Answer list(String... options) {
        List<String> query = new ArrayList<>();
        for (int i = 0; i < options.length; i += 2) {
            query.add(options[i] + "=" + URLEncoder.encode(options[i + 1], StandardCharsets.UTF_8));
        }
        return api.auditor().get(PATH + "?" + String.join("&", query));
    }

    private void restrict(String account) {
        api.server().clock().advance(Duration.ofMillis(1));
        api.admin()
                .post(PATH, "{\"senderAddress\": \"" + account + "\", \"reason\": \"A test.\"}")
                .is(201);
    }

    private void release(String account) {
        api.admin()
                .post(PATH + "/" + account + "/release", "{\"reason\": \"A test.\"}")
                .is(200);
    }
}
