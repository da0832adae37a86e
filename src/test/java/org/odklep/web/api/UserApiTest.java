package org.odklep.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.odklep.account.Actor;
import org.odklep.account.Role;
import org.odklep.kernel.ClientAddress;
import org.odklep.user.UserImport;
import org.odklep.web.api.ApiClient.Answer;
import org.odklep.web.api.SharedServer.Api;
import tools.jackson.databind.JsonNode;

@ExtendWith(SharedServer.class)
class UserApiTest {
    private static final String USERS = "/v1.0/users";
    private static final String RESET = "/authentication/methods/28c10230-6103-485e-b985-444c60001490/resetPassword";

    private final Api api;
    private final ApiClient owner;

    UserApiTest(Api api) {
        this.api = api;
        this.owner = api.owner();
    }

    @Test
    void aUserIsAddedFoundByIdNameAndAliasChangedAndDeleted() {
        Answer added = owner.post(USERS, """
                {"accountEnabled": true, "displayName": "Breda Kos", "mailNickname": "breda.kos",
                 "userPrincipalName": "breda@example.si", "mail": "breda@example.com", "groups": ["Staff"],
                 "passwordProfile": {"password": "čmrlj žuželka šuma", "forceChangePasswordNextSignIn": false}}""").is(201);
        String id = added.text("/id");
        assertThat(added.header("Location")).endsWith(USERS + "/" + id);
        assertThat(added.response().body()).doesNotContain("čmrlj");

        for (String name : List.of(id, "breda@example.si", "BREDA%40example.si", "breda.kos@example.si", "breda")) {
            Answer found = owner.get(USERS + "/" + name).is(200);
            assertThat(found.text("/id")).isEqualTo(id);
            assertThat(found.text("/groups/0")).isEqualTo("staff");
            assertThat(found.text("/passwordProfile/forceChangePasswordNextSignIn"))
                    .isEqualTo("false");
        }
        owner.patch(USERS + "/" + id, """
                {"displayName": "Breda Kos Novak", "mail": null, "preferredLanguage": "sl"}""").is(204);
        Answer changed = owner.get(USERS + "/breda@example.si?$select=displayName,mail,preferredLanguage,jobTitle")
                .is(200);
        assertThat(changed.body().propertyNames())
                .containsExactlyInAnyOrder("id", "displayName", "mail", "preferredLanguage", "jobTitle");
        assertThat(changed.text("/displayName")).isEqualTo("Breda Kos Novak");
        assertThat(changed.body().get("mail").isNull()).isTrue();

        owner.delete(USERS + "/" + id + "?reason=Left").is(204);
        owner.get(USERS + "/" + id).isError(404, "itemNotFound");
        assertThat(audit("breda@example.si")).containsExactly("user.delete Left", "user.update ", "user.create ");
    }

    @Test
    void aUserWithoutAPasswordIsGivenOneThatIsShownOnce() {
        Answer added = add("made@example.si", "Made Up");

        assertThat(added.text("/passwordProfile/password")).matches("[A-Z][a-z]{4}(-[a-z]{5}){3}-\\d\\d");
        assertThat(added.body()
                        .at("/passwordProfile/forceChangePasswordNextSignIn")
                        .asBoolean())
                .isTrue();
        assertThat(owner.get(USERS + "/made")
                        .body()
                        .at("/passwordProfile/password")
                        .isNull())
                .isTrue();
    }

    @Test
    void signInIsBlockedWithAReasonAndAllowedAgain() {
        add("blocked@example.si", "Blo Cked");
        owner.patch(USERS + "/blocked@example.si", """
                {"accountEnabled": false, "reason": "The laptop was stolen."}""").is(204);
        Answer blocked = owner.get(USERS + "/blocked").is(200);
        assertThat(blocked.body().get("accountEnabled").asBoolean()).isFalse();
        assertThat(blocked.text("/signInBlock/reason")).isEqualTo("The laptop was stolen.");
        assertThat(blocked.text("/signInBlock/by")).isEqualTo("token:owner");
        assertThat(names("$filter=" + encoded("accountEnabled eq false and startswith(displayName,'blo')")))
                .containsExactly("blocked@example.si");

        owner.patch(USERS + "/blocked", "{\"accountEnabled\": true}").is(204);
        assertThat(owner.get(USERS + "/blocked").body().get("signInBlock").isNull())
                .isTrue();
    }

    @Test
    void sessionsAreRevokedAndThePasswordIsReset() {
        add("reset@example.si", "Re Set");
        Answer revoked = owner.post(USERS + "/reset/revokeSignInSessions", "").is(200);
        assertThat(revoked.body().get("value").asBoolean()).isTrue();
        assertThat(revoked.text("/@odata.context")).endsWith("/v1.0/$metadata#Edm.Boolean");
        String validFrom = owner.get(USERS + "/reset").text("/signInSessionsValidFromDateTime");
        assertThat(validFrom).isGreaterThan(owner.get(USERS + "/reset").text("/createdDateTime"));

        Answer made = owner.post(USERS + "/reset" + RESET, "{}").is(202);
        assertThat(made.text("/newPassword")).isNotBlank();
        String operation = made.header("Location").substring(api.server().url().length());
        assertThat(owner.get(operation).is(200).text("/status")).isEqualTo("succeeded");
        Answer chosen = owner.post(USERS + "/reset" + RESET, """
                {"newPassword": "čmrlj žuželka šuma", "forceChangePasswordNextSignIn": false}""").is(202);
        assertThat(chosen.body().has("newPassword")).isFalse();
        assertThat(owner.get(USERS + "/reset")
                        .body()
                        .at("/passwordProfile/forceChangePasswordNextSignIn")
                        .asBoolean())
                .isFalse();
        owner.patch(USERS + "/reset", "{\"passwordProfile\": {\"forceChangePasswordNextSignIn\": true}}")
                .is(204);
        assertThat(names("$filter=" + encoded("passwordProfile/forceChangePasswordNextSignIn eq true")))
                .contains("reset@example.si");
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        Answer refused = owner.post(USERS, """
                {"displayName": "", "mail": "no address", "accountEnabled": "yes", "roles": ["king"], "shoeSize": 43,
                 "aliases": ["a b"], "passwordProfile": {"password": 1, "hint": "x"}}""").isError(400, "invalidRequest");
        assertThat(refused.body().at("/error/details").findValuesAsString("target"))
                .contains(
                        "userPrincipalName",
                        "accountEnabled",
                        "roles",
                        "shoeSize",
                        "passwordProfile.password",
                        "passwordProfile.hint");

        Answer weak = owner.post(USERS, """
                {"displayName": "Weak", "userPrincipalName": "weak@example.si",
                 "passwordProfile": {"password": "password1234"}}""").isError(400, "invalidRequest");
        assertThat(weak.text("/error/details/0/target")).isEqualTo("passwordProfile.password");
        add("taken@example.si", "Taken");
        assertThat(owner.post(USERS, body("TAKEN@example.si", "Other"))
                        .isError(400, "invalidRequest")
                        .text("/error/message"))
                .contains("belongs to another user");
        owner.patch(USERS + "/taken", "{}").isError(400, "invalidRequest");
    }

    @Test
    void profileSignInAndPasswordAreChangedTogetherOrNotAtAll() {
        add("together@example.si", "To Gether");
        owner.patch(USERS + "/together", """
                {"displayName": "Weak", "accountEnabled": false, "passwordProfile": {"password": "password1234"}}""").isError(400, "invalidRequest");
        ApiClient helpdesk = api.anybody().as(api.server(), Role.HELPDESK_ADMINISTRATOR, "together-helpdesk");
        String all = """
                {"displayName": "All At Once", "accountEnabled": false, "reason": "Left.",
                 "passwordProfile": {"password": "čmrlj žuželka šuma", "forceChangePasswordNextSignIn": false}}""";
        needs(helpdesk.patch(USERS + "/together", all), "userAdministrator");
        assertThat(owner.get(USERS + "/together").text("/displayName")).isEqualTo("To Gether");

        owner.patch(USERS + "/together", all).is(204);
        Answer read = owner.get(USERS + "/together").is(200);
        assertThat(read.text("/displayName")).isEqualTo("All At Once");
        assertThat(read.text("/signInBlock/reason")).isEqualTo("Left.");
        assertThat(read.body()
                        .at("/passwordProfile/forceChangePasswordNextSignIn")
                        .asBoolean())
                .isFalse();
        assertThat(audit("together@example.si")).containsExactly("user.update Left.", "user.create ");
    }

    @Test
    void usersAreCountedAsFarAsThatIsCheap() {
        for (String name : List.of("Ena Števec", "Dva Števec", "Tri Števec")) {
            add(name.substring(0, 3).toLowerCase(Locale.ROOT) + "@stevec.si", name);
        }
        String filter = "$filter=" + encoded("endswith(userPrincipalName,'@stevec.si')");
        assertThat(owner.plain("GET", USERS + "/$count?" + filter).body()).isEqualTo("3");
        assertThat(owner.plain("GET", USERS + "/$count?$search=" + encoded("\"displayName:dva\"") + "&" + filter)
                        .body())
                .isEqualTo("1");
        Answer first = owner.get(USERS + "?$count=true&$top=2&" + filter).is(200);
        assertThat(first.body().get("@odata.count").asInt()).isEqualTo(3);
        assertThat(owner.follow(first.text("/@odata.nextLink")).is(200).body().has("@odata.count"))
                .isFalse();
        assertThat(owner.get(USERS + "?$count=true&$filter=" + encoded("startswith(displayName,'tri š')"))
                        .body()
                        .get("@odata.count")
                        .asInt())
                .isEqualTo(1);
        owner.get(USERS + "/$count?$top=1").isError(400, "invalidRequest");
    }

    @Test
    void aListIsSearchedOrderedAndReadPageByPage() {
        for (String name : List.of("Zala Ribič", "Zoja Ribič", "Zvone Ribič")) {
            add(name.substring(0, 4).strip().toLowerCase(Locale.ROOT) + "@ribnica.si", name);
        }
        String search = "$search=" + encoded("\"displayName:ribič\"");
        Answer first = owner.get(USERS + "?" + search + "&$top=2&$select=displayName&$count=true")
                .is(200);
        Answer second = owner.follow(first.text("/@odata.nextLink")).is(200);
        List<String> shown = new ArrayList<>(first.body().get("value").findValuesAsString("displayName"));
        shown.addAll(second.body().get("value").findValuesAsString("displayName"));
        assertThat(shown).containsExactly("Zala Ribič", "Zoja Ribič", "Zvone Ribič");
        assertThat(second.body().has("@odata.nextLink")).isFalse();

        assertThat(names(search + "&$orderby=" + encoded("userPrincipalName desc")))
                .containsExactly("zvon@ribnica.si", "zoja@ribnica.si", "zala@ribnica.si");
        assertThat(names("$filter=" + encoded("endswith(userPrincipalName,'@ribnica.si')")))
                .hasSize(3);
        assertThat(names("$filter=" + encoded("userPrincipalName eq 'zoja@ribnica.si'")))
                .containsExactly("zoja@ribnica.si");
        assertThat(names("$filter=" + encoded("startswith(displayName,'rib')"))).isEmpty();
        assertThat(names("$filter=" + encoded("startswith(displayName,'zo') or startswith(mail,'zo')")))
                .containsExactly("zoja@ribnica.si");
        assertThat(names("$search=" + encoded("\"mail:zala\" OR \"userPrincipalName:zala\"")))
                .containsExactly("zala@ribnica.si");
        assertThat(names("$search=ribnica")).hasSize(3);
        assertThat(owner.get(USERS + "?$count=true&$top=1")
                        .body()
                        .get("@odata.count")
                        .asInt())
                .isGreaterThan(2);
    }

    @Test
    void optionsThatAreNotUnderstoodAreRefused() {
        for (String option : List.of(
                "$filter=" + encoded("jobTitle eq 'x'"),
                "$filter=" + encoded("accountEnabled eq null"),
                "$filter=" + encoded("roles/any(r:r eq 'king')"),
                "$search=" + encoded("\"jobTitle:x\""),
                "$search=" + encoded("\"mail:x\" OR \"mail:y\""),
                "$search=" + "x".repeat(400),
                "$select=shoeSize",
                "$orderby=mail",
                "$top=1000",
                "$count=perhaps",
                "$top=1&$top=2",
                "$filter=" + encoded("accountEnabled eq true") + "&$filter=" + encoded("accountEnabled eq false"),
                "$skiptoken=perhaps",
                "$expand=manager")) {
            Answer refused = owner.get(USERS + "?" + option).isError(400, "invalidRequest");
            assertThat(refused.text("/error/details/0/target")).isEqualTo(option.replaceAll("=.*", ""));
        }
    }

    @Test
    void theErrorForAMissingRightNamesTheRole() {
        add("target@example.si", "Target");
        add("boss@example.si", "Boss", "globalAdministrator");
        ApiClient helpdesk = api.anybody().as(api.server(), Role.HELPDESK_ADMINISTRATOR, "users-helpdesk");
        ApiClient users = api.anybody().as(api.server(), Role.USER_ADMINISTRATOR, "users-users");

        helpdesk.post(USERS + "/target" + RESET, "{}").is(202);
        needs(helpdesk.patch(USERS + "/target", "{\"accountEnabled\": false}"), "userAdministrator");
        needs(helpdesk.delete(USERS + "/target"), "userAdministrator");
        needs(helpdesk.post(USERS, body("new@example.si", "New")), "userAdministrator");
        users.patch(USERS + "/target", "{\"accountEnabled\": false}").is(204);
        needs(users.post(USERS + "/boss" + RESET, "{}"), "globalAdministrator");
        needs(users.patch(USERS + "/target", "{\"roles\": [\"auditor\"]}"), "globalAdministrator");
        needs(api.auditor().post(USERS + "/target/revokeSignInSessions", ""), "helpdeskAdministrator");
        api.auditor().get(USERS + "/target").is(200);
    }

    @Test
    void aTableIsCheckedFirstThenImportedAsAWhole() {
        String table = """
                userPrincipalName,displayName,groups
                csv1@example.si,Ena,staff;choir
                csv2@example.si,Dva,
                """;
        Answer checked = table(owner, "", table).is(200);
        assertThat(checked.text("/status")).isEqualTo("checked");
        assertThat(checked.body().get("users").asInt()).isEqualTo(2);
        owner.get(USERS + "/csv1").is(404);
        assertThat(table(owner, "?dryRun=false", table).is(200).text("/status")).isEqualTo("imported");
        owner.get(USERS + "/csv1").is(200);

        Answer again = table(owner, "?dryRun=false", table + "csv 3,,\n").is(200);
        assertThat(again.text("/status")).isEqualTo("rejected");
        assertThat(again.body().get("problems").findValuesAsString("line")).containsExactly("2", "3", "4");
        table(owner, "", "").isError(400, "invalidRequest");
        table(owner, "?dryRun=perhaps", table).isError(400, "invalidRequest");
        owner.post(USERS + "/import", "{}").isError(415, "unsupportedMediaType");
        needs(table(api.auditor(), "", table), "userAdministrator");
    }

    @Test
    void aTableWaitsWhileAnotherIsRead() {
        UserImport imports = api.server().bean(UserImport.class);
        Actor other = new Actor("vera", Role.GLOBAL_ADMINISTRATOR, ClientAddress.LOCAL);
        String table = "userPrincipalName\nwaits@uvoz.si\n";
        List<Answer> meanwhile = new ArrayList<>();
        Stream<UserImport.Line> lines = Stream.of("", "?dryRun=false").map(query -> {
            meanwhile.add(table(owner, query, table));
            return new UserImport.Line(2, Map.of(), Optional.of("no user"));
        });
        imports.check(() -> new UserImport.Table(List.of("userPrincipalName"), lines), other, Instant.EPOCH);
        assertThat(meanwhile).hasSize(2);
        for (Answer answer : meanwhile) {
            answer.isError(429, "activityLimitReached");
            assertThat(answer.header("Retry-After")).isEqualTo("10");
        }
        assertThat(table(owner, "", table).is(200).text("/status")).isEqualTo("checked");
    }

    @Test
    void aTableOfTooManyBytesIsRefusedAsSuch() {
        Answer answer = owner.send(owner.request(USERS + "/import")
                .header("Content-Type", "text/csv")
                .POST(HttpRequest.BodyPublishers.concat(
                        HttpRequest.BodyPublishers.ofString("userPrincipalName\n"),
                        HttpRequest.BodyPublishers.ofByteArrays(Collections.nCopies(
                                129, "\n".repeat(1024 * 1024).getBytes(StandardCharsets.UTF_8)))))
                .build());
        assertThat(answer.isError(413, "requestEntityTooLarge").text("/error/message"))
                .contains("split it");
    }

    @Test
    void anExportComesBackAsATable() {
        owner.post(USERS, body("export@izvoz.si", "=cmd|x")).is(201);
        String path = USERS + "/export?$filter=" + encoded("endswith(userPrincipalName,'@izvoz.si')");

        var response = owner.plain("GET", path);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
        assertThat(response.body().lines())
                .containsExactly(
                        "userPrincipalName,displayName,mail,aliases,groups,preferredLanguage,recoveryAddresses,roles,"
                                + "accountEnabled",
                        "export@izvoz.si,'=cmd|x,,,,,,,true");
    }

    @Test
    void manyUsersAreChangedAtOnceEachWithAResult() {
        add("many1@example.si", "Many One");
        add("many2@example.si", "Many Two");
        Answer blocked = owner.post(USERS + "/bulk", """
                {"action": "blockSignIn", "users": ["many1", "nobody", "many2@example.si"], "reason": "Summer."}""").is(200);
        assertThat(blocked.body().get("value").findValuesAsString("status")).containsExactly("done", "failed", "done");
        assertThat(blocked.text("/value/1/error/code")).isEqualTo("itemNotFound");
        assertThat(owner.get(USERS + "/many2").text("/signInBlock/reason")).isEqualTo("Summer.");

        Answer reset = owner.post(USERS + "/bulk", """
                {"action": "resetPassword", "users": ["many1", "many2"]}""").is(200);
        assertThat(reset.body().get("value").findValuesAsString("newPassword"))
                .doesNotHaveDuplicates()
                .hasSize(2);
        owner.post(USERS + "/bulk", "{\"action\": \"explode\", \"users\": []}").isError(400, "invalidRequest");
        String tooMany =
                IntStream.rangeClosed(0, 1000).mapToObj(i -> "\"u" + i + "\"").collect(Collectors.joining(","));
        owner.post(USERS + "/bulk", "{\"action\": \"delete\", \"users\": [" + tooMany + "]}")
                .isError(400, "invalidRequest");
    }

    private static void needs(Answer answer, String role) {
        assertThat(answer.isError(403, "accessDenied").text("/error/message")).contains(role);
    }

    private Answer add(String name, String displayName, String... roles) {
        String list = roles.length == 0 ? "[]" : "[\"" + String.join("\",\"", roles) + "\"]";
        return owner.post(USERS, """
                {"userPrincipalName": "%s", "displayName": "%s", "mail": "%s", "roles": %s}""".formatted(name, displayName, name, list)).is(201);
    }

    private static String body(String name, String displayName) {
        return "{\"userPrincipalName\": \"%s\", \"displayName\": \"%s\"}".formatted(name, displayName);
    }

    private Answer table(ApiClient client, String query, String text) {
        return client.send(client.request(USERS + "/import" + query)
                .header("Content-Type", "text/csv")
                .POST(HttpRequest.BodyPublishers.ofString(text))
                .build());
    }

    private List<String> names(String query) {
        return owner.get(USERS + "?" + query).is(200).body().get("value").findValuesAsString("userPrincipalName");
    }

    private List<String> audit(String target) {
        List<String> entries = new ArrayList<>();
        JsonNode found = owner.get("/v1.0/auditLogs/directoryAudits?$filter=" + encoded("target eq '" + target + "'"))
                .body()
                .get("value");
        found.forEach(entry -> entries.add(entry.get("activityDisplayName").asString() + " "
                + entry.get("resultReason").asString()));
        return entries;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
