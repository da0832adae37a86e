package org.odklep.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.naming.Context;
import javax.naming.NamingException;
import javax.naming.directory.InitialDirContext;
import javax.naming.ldap.Rdn;
import org.odklep.account.Role;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.Secret;
import org.odklep.lock.SendingRestriction;
import org.odklep.user.User;
import org.odklep.user.UserStore;
import tools.jackson.databind.json.JsonMapper;

/** Markup, handed in at every entrance that takes text from somebody else. */
record Hostile(Estate estate) {
    /** Runs, or leaves an element, wherever it is taken for markup: in text, in an attribute, by htmx, in an address. */
    static final String MARKUP = "<img src=x onerror=window.__pwned=1><svg onload=window.__pwned=2>"
            + "\"'><script>window.__pwned=3</script><b data-pwned hx-get=/ hx-trigger=load>";

    /** The same within what a name of an account may hold. */
    static final String NAME = "<b/data-pwned/onclick=window.__pwned=4>\"'";

    /** What the directory takes: an address with little in it, for somebody whose name is markup. */
    private static final String USER = "o'hostile#&~@first.si";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** An account with a name that is markup. */
    static String account() {
        return NAME + "@first.si";
    }

    /** Fills the stores through the doors that strangers use, and through those of careless administrators. */
    void comeIn() {
        mail();
        dovecot();
        ldap();
        pages();
        api();
    }

    /** A restriction of a name that is markup, with evidence that is. */
    SendingRestriction restriction(String account) {
        return estate.samples().byOperator(account, "Reason " + MARKUP);
    }

    /** Postfix passes on what a client said of itself. */
    private void mail() {
        String instance = Long.toHexString(System.nanoTime());
        for (String state : List.of("RCPT", "END-OF-MESSAGE")) {
            String answer = policy("""
                    request=smtpd_access_policy
                    protocol_state=%s
                    protocol_name=%s
                    helo_name=%s
                    client_address=203.0.113.7
                    client_name=%s
                    reverse_client_name=%s
                    sender=%s@first.si
                    recipient=x@%s.example
                    recipient_count=%s
                    queue_id=%s
                    instance=%s
                    size=1234
                    sasl_method=%s
                    sasl_username=%s
                    sasl_sender=%s

                    """.formatted(
                            state,
                            MARKUP,
                            MARKUP,
                            MARKUP,
                            MARKUP,
                            NAME,
                            NAME,
                            state.equals("RCPT") ? "0" : "1",
                            MARKUP,
                            instance,
                            MARKUP,
                            account(),
                            MARKUP));
            assertThat(answer).isEqualTo("action=DUNNO");
        }
    }

    private String policy(String request) {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), estate.server().policyPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void dovecot() {
        for (String command : List.of("allow", "report")) {
            String body = JSON.writeValueAsString(Map.of(
                    "login",
                    account(),
                    "remote",
                    "203.0.113.8",
                    "protocol",
                    MARKUP,
                    "pwhash",
                    "0a0b",
                    "tls",
                    true,
                    "success",
                    false,
                    "device_id",
                    MARKUP,
                    "session_id",
                    MARKUP,
                    "fail_type",
                    MARKUP));
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(estate.server().dovecotUrl().replaceFirst("\\?.*", "") + "?command=" + command))
                    .header("X-API-Key", key())
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            assertThat(send(request).statusCode()).isEqualTo(200);
        }
    }

    private String key() {
        try {
            return Files.readString(estate.server().data().resolve("dovecot.key"))
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The name in the bind; the server refuses it. */
    private void ldap() {
        Hashtable<String, String> wanted = new Hashtable<>(Map.of(
                Context.INITIAL_CONTEXT_FACTORY,
                "com.sun.jndi.ldap.LdapCtxFactory",
                Context.PROVIDER_URL,
                "ldap://127.0.0.1:" + estate.server().ldapPort(),
                Context.SECURITY_PRINCIPAL,
                "uid=" + Rdn.escapeValue(account()) + ",ou=users,dc=odklep",
                Context.SECURITY_CREDENTIALS,
                MARKUP));
        try {
            new InitialDirContext(wanted).close();
            throw new IllegalStateException("a stranger was bound");
        } catch (NamingException e) {
            assertThat(e).hasMessageContaining("error code");
        }
    }

    /** Names and browsers of those who try to sign in. */
    private void pages() {
        Knock nobody = Knock.ofNobody(estate.server());
        HttpResponse<String> page = nobody.get("/sign-in");
        String cookie = page.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
        String form = "_csrf=" + Visit.token(page).orElseThrow() + "&password=wrong+password&name="
                + URLEncoder.encode(account(), StandardCharsets.UTF_8);
        HttpResponse<String> answer = nobody.send(
                "POST", "/sign-in", form, Map.of("Cookie", cookie, "User-Agent", MARKUP, "X-Forwarded-For", MARKUP));
        assertThat(Visit.location(answer)).contains("refused=wrong");
    }

    private void api() {
        Secret token = estate.server().token(Role.GLOBAL_ADMINISTRATOR, "t" + MARKUP.substring(0, 40));
        post(
                token,
                "/users",
                Map.of(
                        "accountEnabled",
                        false,
                        "displayName",
                        MARKUP,
                        "mailNickname",
                        "=nick",
                        "userPrincipalName",
                        USER,
                        "passwordProfile",
                        Map.of("password", "nakit-sonce-voda-92")));
        post(
                token,
                "/users",
                Map.of(
                        "accountEnabled",
                        true,
                        "displayName",
                        "=HYPERLINK(\"http://evil.example\")",
                        "mailNickname",
                        "formula",
                        "userPrincipalName",
                        "=cmd+x@first.si",
                        "passwordProfile",
                        Map.of("password", "nakit-sonce-voda-92")));
        post(
                token,
                "/security/outboundPolicies",
                Map.of("displayName", "P" + MARKUP.substring(0, 40), "conditions", Map.of("groups", List.of(NAME))));
        post(token, "/security/allowedSenders", Map.of("pattern", "allowed@first.si", "reason", MARKUP));
        post(
                token,
                "/security/apiTokens",
                Map.of(
                        "displayName",
                        "u" + NAME,
                        "role",
                        "auditor",
                        "expirationDateTime",
                        estate.server().now().plus(Duration.ofDays(2)).toString()));
        estate.samples().sent("plain@first.si", 3);
    }

    private void post(Secret token, String path, Map<String, ?> body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(estate.server().url() + "/v1.0" + path))
                .header("Authorization", "Bearer " + token.reveal())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        HttpResponse<String> answer = send(request);
        assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isIn(200, 201, 204);
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The user whose name is markup. */
    Optional<String> user() {
        return estate.server().part(UserStore.class).find(AccountName.of(USER)).map(User::id);
    }
}
