package org.odklep.gate.dovecot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.odklep.kernel.MailDomain;
import org.odklep.kernel.Secret;
import org.odklep.signin.LockoutPolicy;
import org.odklep.signin.SignInBlocks;
import org.odklep.signin.SignInJournal;
import org.odklep.signin.SignInLists;
import org.odklep.signin.SignInReset;
import org.odklep.signin.SignIns;
import org.odklep.signin.SmartLockout;
import org.odklep.signin.SprayGuard;
import org.odklep.store.memory.MemoryAuditLog;
import org.odklep.store.memory.MemoryLockoutStore;
import org.odklep.store.memory.MemoryPlaceStore;
import org.odklep.store.memory.MemorySignInListStore;
import org.odklep.store.memory.MemorySignInLog;

/** The gate as Dovecot and attackers behind it see it, over HTTP. */
class AuthPolicyServerTest {
    private static final Instant NOON = Instant.parse("2027-03-01T12:00:00Z");
    static final String KEY = "key-of-this-test";
    private static final String ADMITTED = "\"status\":0";
    private static final String REFUSED = "\"status\":-1";

    private final HttpClient http = HttpClient.newHttpClient();
    private AuthPolicyServer server;

    @BeforeEach
    void start() throws IOException {
        server = serve();
    }

    /** A server that nobody asked anything yet. */
    static AuthPolicyServer serve() throws IOException {
        MemoryAuditLog audit = new MemoryAuditLog();
        SignInLists lists = new SignInLists(new MemorySignInListStore(audit));
        SignIns signIns = new SignIns(
                new MemoryLockoutStore(audit),
                new MemoryPlaceStore(),
                new SmartLockout(new LockoutPolicy(10, Duration.ofMinutes(1), Duration.ofHours(5))),
                new SprayGuard(List.of()),
                new SignInBlocks(account -> false, lists),
                new SignInJournal(new MemorySignInLog(), 10_000),
                new Random(1));
        AuthPolicyGate gate =
                new AuthPolicyGate(signIns, () -> MailDomain.parse("example.si"), UnaryOperator.identity());
        return AuthPolicyServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                gate,
                new ListCommands(lists, new SignInReset(signIns, lists), gate),
                Secret.of(KEY),
                () -> NOON);
    }

    @AfterEach
    void stop() {
        server.close();
        http.close();
    }

    @Test
    void everyFormOfANameSharesOneCount() {
        List<String> forms = List.of(
                "ana@example.si",
                "ANA@example.si",
                "ana",
                "Ana",
                " ana@example.si ",
                "ana@EXAMPLE.SI.",
                "\uFF41\uFF4E\uFF41@example.si",
                "ana\uFF20example.si",
                "a\u0301na@example.si",
                "\u00E1na@example.si",
                "\u00C1NA@example.si",
                "A\u0301na");
        // The first eight are ana, the last four are ána: nobody gets ten tries for each form.
        for (int i = 0; i < 40; i++) {
            ask("allow", attempt(forms.get(i % forms.size()), i));
        }
        for (String form : forms) {
            assertThat(ask("allow", attempt(form, 99)).body()).as(form).contains(REFUSED);
        }
        assertThat(ask("allow", attempt("bor@example.si", 1)).body()).contains(ADMITTED);
    }

    @Test
    void lookAlikesAndNamesWithATagAreOtherAccounts() {
        for (int i = 0; i < 20; i++) {
            ask("allow", attempt("ana@example.si", i));
        }
        for (String other : List.of("\u0430na@example.si", "ana+tag@example.si", "ana@example.com", "an\u0131@x.si")) {
            assertThat(ask("allow", attempt(other, 1)).body()).as(other).contains(ADMITTED);
        }
    }

    @Test
    void namesThatNoAccountCanHaveAreRefusedAndCountForNobody() {
        for (String name : List.of("", " ", "ana\\u0000@example.si", "a\u200Bna@example.si", "a".repeat(400))) {
            for (int i = 0; i < 20; i++) {
                assertThat(ask("allow", attempt(name, i)).body()).contains(REFUSED);
            }
        }
        assertThat(ask("allow", attempt("ana@example.si", 1)).body()).contains(ADMITTED);
    }

    @Test
    void ofAHundredGuessesAtOnceTenAreLookedAt() {
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 100)
                .mapToObj(i -> http.sendAsync(
                        request("?command=allow", attempt("ana@example.si", i)), HttpResponse.BodyHandlers.ofString()))
                .toList();
        assertThat(answers.stream()
                        .filter(answer -> answer.join().body().contains(ADMITTED))
                        .count())
                .isEqualTo(10);
        assertThat(ask("allow", attempt("ana@example.si", 4000)).body()).contains(REFUSED);
    }

    @Test
    void aRefusalSaysNeitherWhyNorWhetherThereIsSuchAnAccount() {
        for (int i = 0; i < 20; i++) {
            ask("allow", attempt("ana@example.si", i));
            ask("allow", attempt("nobody@example.si", i));
        }
        assertThat(ask("allow", attempt("ana@example.si", 99)).body())
                .contains(REFUSED)
                .contains("\"msg\":\"\"")
                .isEqualTo(ask("allow", attempt("nobody@example.si", 99)).body());
    }

    @Test
    void bothFormsOfACommandAndOfTheKeyAreTaken() {
        String basic = Base64.getEncoder().encodeToString(("any:" + KEY).getBytes(StandardCharsets.UTF_8));
        for (String path : List.of("?command=allow", "command/allow", "?x=1&command=allow")) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url(path)))
                    .header("Authorization", "Basic " + basic)
                    .POST(HttpRequest.BodyPublishers.ofString(attempt("ana@example.si", 1)))
                    .build();
            assertThat(send(request).body()).as(path).contains(ADMITTED);
        }
        assertThat(ask("nonsense", "{}").statusCode()).isEqualTo(404);
    }

    @Test
    void whoDoesNotKnowTheKeyLearnsAndChangesNothing() {
        for (Optional<String> key : List.of(Optional.<String>empty(), Optional.of(""), Optional.of("wrong"))) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url("?command=allow")))
                    .POST(HttpRequest.BodyPublishers.ofString(attempt("ana@example.si", 1)));
            key.ifPresent(value -> request.header("X-API-Key", value));
            HttpResponse<String> answer = send(request.build());
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).contains("Unauthorized").doesNotContain("status\":0");
        }
    }

    @Test
    void aBodyThatIsNoObjectOrTooLargeIsRefused() {
        for (String body : List.of("", "[]", "1", "{", "{\"login\":\"" + "a".repeat(70_000) + "\"}")) {
            assertThat(ask("allow", body).statusCode()).isEqualTo(400);
        }
    }

    @Test
    void aHeaderThatNamesAnotherClientIsNotBelieved() {
        for (int i = 0; i < 40; i++) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url("?command=allow")))
                    .header("X-API-Key", KEY)
                    .header("X-Forwarded-For", "198.51.100." + i)
                    .POST(HttpRequest.BodyPublishers.ofString(attempt("ana@example.si", i)))
                    .build();
            assertThat(send(request).body()).contains(i < 10 ? ADMITTED : REFUSED);
        }
    }

    private static String attempt(String login, int password) {
        return "{\"login\":\"%s\",\"remote\":\"192.0.2.7\",\"protocol\":\"imap\",\"pwhash\":\"%04x\",\"tls\":true}"
                .formatted(login, password);
    }

    private HttpResponse<String> ask(String command, String body) {
        return send(request("?command=" + command, body));
    }

    private HttpRequest request(String path, String body) {
        return HttpRequest.newBuilder(URI.create(url(path)))
                .header("X-API-Key", KEY)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private HttpResponse<String> send(HttpRequest request) {
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString()).join();
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.address().getPort() + "/" + path;
    }
}
