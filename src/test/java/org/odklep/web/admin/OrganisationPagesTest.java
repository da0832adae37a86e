package org.odklep.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.odklep.account.Role;
import org.odklep.audit.AuditEvent;
import org.odklep.audit.AuditLog;
import org.odklep.audit.AuditQuery;
import org.odklep.kernel.AccountName;
import org.odklep.organisation.OrganisationDecision;
import org.odklep.sending.Limit;
import org.odklep.sending.Standings;
import org.odklep.testing.PolicyClient;
import org.odklep.user.User;
import org.springframework.web.util.HtmlUtils;

/** Settings &gt; Organisation, and what a change does at the doors without a restart. */
class OrganisationPagesTest {
    private static final String PATH = "/settings/organisation";
    private static final Pattern REVISION = Pattern.compile("name=\"revision\" value=\"([^\"]*)\"");

    private final RunningServer server =
            RunningServer.start("--odklep.domains=", "--odklep.default-domain=", "--odklep.time-zone=");
    private Visit vera;

    @BeforeEach
    void signIn() {
        server.administrator("vera", Role.GLOBAL_ADMINISTRATOR);
        vera = Visit.signedIn(server, "vera");
    }

    @AfterEach
    void stop() {
        try (server) {
            vera.close();
        }
    }

    @Test
    void anInstallationWhereNothingWasDecidedStaysAsItWas() {
        assertThat(server.part(OrganisationDecision.class).current().domains()).isEmpty();
        assertThat(server.part(OrganisationDecision.class).current().defaultDomain())
                .isEmpty();
        assertThat(vera.get(PATH).body()).contains("<title>Organisation – Odklep</title>");
    }

    @Test
    void aChangeIsSavedShownAndAudited() {
        assertThat(Visit.location(save(Map.of()))).isEqualTo(PATH);
        String page = text(vera.get(PATH));
        assertThat(page)
                .contains("The organisation is changed.")
                .contains("<title>Organisation – Občina Lipovec – Odklep</title>")
                .contains("lipovec.si\nšola.si</textarea>", "In the mail itself: xn--ola-zza.si.")
                .contains("value=\"America/New_York\"");
        AuditEvent event = server.part(AuditLog.class)
                .newest(new AuditQuery(Optional.of("setting:organisation"), Long.MAX_VALUE, 1))
                .getFirst()
                .event();
        assertThat(event.actor()).isEqualTo("vera");
        assertThat(event.before()).contains("organisation.domains=,");
        assertThat(event.after()).contains("organisation.domains=lipovec.si xn--ola-zza.si");
        assertThat(vera.get("/audit").body()).contains("setting:organisation");
    }

    @Test
    void everythingThatIsWrongIsSaidBesideItsFieldAndNothingIsSaved() {
        HttpResponse<String> answer = save(Map.of(
                OrganisationDecision.NAME, "x".repeat(101),
                OrganisationDecision.DOMAINS, "lipovec.si LIPOVEC.si http://a.si",
                OrganisationDecision.DEFAULT_DOMAIN, "other.si",
                OrganisationDecision.TIME_ZONE, "Europe/Lipovec"));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(text(answer))
                .contains("A name has 100 characters at most", "lipovec.si is named twice")
                .contains("“http://a.si” is not a mail domain")
                .contains("other.si is none of the mail domains above")
                .contains("There is no time zone “Europe/Lipovec”.")
                .contains("lipovec.si LIPOVEC.si http://a.si</textarea>");
        assertThat(server.part(OrganisationDecision.class).current().domains()).isEmpty();
    }

    @Test
    void whoSawAnOldVersionIsToldAndKeepsWhatWasTyped() {
        String seen = revision();
        save(Map.of());
        Map<String, String> typed = form(Map.of(OrganisationDecision.NAME, "Mine"));
        typed.put("revision", seen);
        HttpResponse<String> answer = vera.post(PATH, typed, PATH);
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(text(answer)).contains("somebody else changed these settings", "value=\"Mine\"");
        assertThat(server.part(OrganisationDecision.class).current().name()).isEqualTo("Občina Lipovec");
    }

    @Test
    void othersSeeItAndMayNotChangeIt() {
        for (Role role : List.of(Role.SECURITY_ADMINISTRATOR, Role.AUDITOR)) {
            server.administrator(role.key(), role);
            try (Visit other = Visit.signedIn(server, role.key().toLowerCase(Locale.ROOT))) {
                assertThat(other.get(PATH).body())
                        .contains("A global administrator may change it.")
                        .doesNotContain("name=\"organisation.name\"");
                assertThat(other.post(PATH, form(Map.of()), "/account").statusCode())
                        .isEqualTo(403);
            }
        }
        assertThat(server.part(OrganisationDecision.class).current().name()).isEmpty();
    }

    @Test
    void theRealGateCountsByTheNewDomainsAtOnce() {
        ask("ana@lipovec.si", "bojan@lipovec.si");
        assertThat(counted("ana@lipovec.si")).isEqualTo(new Counted(0, 1));
        save(Map.of());
        ask("ana@lipovec.si", "cene@lipovec.si");
        ask("ana@lipovec.si", "dana@mail.šola.si");
        assertThat(counted("ana@lipovec.si")).isEqualTo(new Counted(2, 1));
    }

    @Test
    void aNameWithoutDomainGetsTheNewDefaultDomain() {
        save(Map.of());
        ask("ana", "cene@lipovec.si");
        assertThat(counted("ana@lipovec.si")).isEqualTo(new Counted(1, 0));
        save(Map.of(OrganisationDecision.DEFAULT_DOMAIN, "šola.si"));
        ask("ana", "cene@lipovec.si");
        assertThat(counted("ana@xn--ola-zza.si")).isEqualTo(new Counted(1, 0));
        assertThat(counted("ana@lipovec.si")).isEqualTo(new Counted(1, 0));
    }

    @Test
    void timesAreThoseOfTheZone() {
        save(Map.of(OrganisationDecision.TIME_ZONE, "Asia/Tokyo"));
        assertThat(vera.get("/audit").body()).contains("19:00");
        save(Map.of(OrganisationDecision.TIME_ZONE, "UTC"));
        assertThat(vera.get("/audit").body()).contains("10:00").doesNotContain("19:00");
    }

    @Test
    void theNameStandsOnSlipsAndInSupportCases() {
        String hostile = "<b onclick=alert(1)>Občina</b>";
        save(Map.of(OrganisationDecision.NAME, hostile));
        User user = server.user("ana@lipovec.si");
        String panel = vera.post("/users/reset-password", List.of("user", user.id()), "/users")
                .body();
        Matcher opened = Pattern.compile("name=\"opened\" value=\"([^\"]+)\"").matcher(panel);
        assertThat(opened.find()).isTrue();
        String slip = vera.post(
                        "/users/reset-password",
                        List.of("user", user.id(), "sure", "true", "opened", opened.group(1)),
                        "/users")
                .body();
        assertThat(slip).containsPattern("class=\"organisation\"><bdi>&lt;b onclick=alert\\(1\\)&gt;Občina");
        Map<String, String> asked = Map.of("account", "ana@lipovec.si");
        assertThat(supportCase(asked, "json")).contains("\"organisation\" : \"" + hostile + "\"");
        assertThat(supportCase(asked, "html")).contains("&lt;b onclick").doesNotContain("<b onclick");
    }

    @Test
    void theTreeOfLdapFollowsTheDefaultDomain() throws LDAPException {
        assertThat(ldapBase()).isEqualTo("o=odklep");
        save(Map.of());
        assertThat(ldapBase()).isEqualTo("dc=lipovec,dc=si");
        save(Map.of(OrganisationDecision.DEFAULT_DOMAIN, "šola.si"));
        assertThat(ldapBase()).isEqualTo("dc=xn--ola-zza,dc=si");
    }

    private String ldapBase() throws LDAPException {
        String endpoint = server.part(GateBoard.class).gates(server.now()).stream()
                .filter(gate -> gate.kind() == GateBoard.Kind.LDAP)
                .findFirst()
                .orElseThrow()
                .endpoint();
        try (LDAPConnection ldap = new LDAPConnection("127.0.0.1", port(endpoint))) {
            Entry root = Objects.requireNonNull(ldap.getEntry("", "namingContexts"));
            return Objects.requireNonNull(root.getAttributeValue("namingContexts"));
        }
    }

    private String supportCase(Map<String, String> asked, String format) {
        Map<String, String> form = new HashMap<>(asked);
        form.put("format", format);
        return vera.post("/guide/case", form, "/guide").body();
    }

    private static int port(String endpoint) {
        return Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1));
    }

    private record Counted(long internal, long external) {}

    private Counted counted(String account) {
        Map<Limit, Long> sent = server.part(Standings.class)
                .of(AccountName.of(account), server.now())
                .sent();
        return new Counted(
                sent.getOrDefault(Limit.INTERNAL_PER_HOUR, 0L), sent.getOrDefault(Limit.EXTERNAL_PER_HOUR, 0L));
    }

    private void ask(String account, String recipient) {
        String endpoint =
                server.part(GateBoard.class).gates(server.now()).getFirst().endpoint();
        try (PolicyClient postfix = PolicyClient.connect(port(endpoint))) {
            assertThat(postfix.send(account, recipient)).isEqualTo("DUNNO");
        }
    }

    private HttpResponse<String> save(Map<String, String> changes) {
        Map<String, String> typed = form(changes);
        typed.put("revision", revision());
        return vera.post(PATH, typed, PATH);
    }

    private String revision() {
        var found = REVISION.matcher(vera.get(PATH).body());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private static Map<String, String> form(Map<String, String> changes) {
        Map<String, String> typed = new HashMap<>(Map.of(
                OrganisationDecision.NAME, "Občina Lipovec",
                OrganisationDecision.DOMAINS, "Lipovec.si\r\nŠola.si",
                OrganisationDecision.DEFAULT_DOMAIN, "lipovec.si",
                OrganisationDecision.TIME_ZONE, "america/new york"));
        typed.putAll(changes);
        return typed;
    }

    private static String text(HttpResponse<String> page) {
        return HtmlUtils.htmlUnescape(page.body());
    }
}
