package org.odklep.gate.dovecot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.odklep.audit.AuditEntry;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.MailDomain;
import org.odklep.kernel.Reason;
import org.odklep.kernel.Secret;
import org.odklep.kernel.StoreUnavailable;
import org.odklep.signin.LockoutPolicy;
import org.odklep.signin.SignInBlocks;
import org.odklep.signin.SignInJournal;
import org.odklep.signin.SignInListEntry;
import org.odklep.signin.SignInListEntry.Key;
import org.odklep.signin.SignInListEntry.Kind;
import org.odklep.signin.SignInListStore;
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

/** Weakforced's commands about lists and {@code reset}, over HTTP, and what they do to sign-ins. */
class ListCommandsTest {
    private static final Instant NOON = Instant.parse("2027-03-01T12:00:00Z");
    private static final AccountName ANA = AccountName.of("ana@example.si");
    private static final AccountName BLOCKED = AccountName.of("blocked@example.si");
    private static final String KEY = "key-of-this-test";
    private static final String OK = "{\"status\":\"ok\"}";
    private static final String ADMITTED = "\"status\":0";
    private static final String REFUSED = "\"status\":-1";
    private static final AuditEvent ADDED =
            new AuditEvent(NOON, "test", ClientAddress.LOCAL, "signInBlock.add", "many", "", null, null);
    private static final String TERM = ",\"expire_secs\":60,\"reason\":\"Botnet.\"}";

    private final HttpClient http = HttpClient.newHttpClient();
    private final MemoryAuditLog audit = new MemoryAuditLog();
    private final MemorySignInListStore store = new MemorySignInListStore(audit);
    private final SignInLists lists = new SignInLists(store);
    private Instant now = NOON;
    private AuthPolicyServer server;

    @BeforeEach
    void start() throws IOException {
        server = start(lists);
    }

    private AuthPolicyServer start(SignInLists over) throws IOException {
        SignIns signIns = new SignIns(
                new MemoryLockoutStore(audit),
                new MemoryPlaceStore(),
                new SmartLockout(LockoutPolicy.DEFAULT),
                new SprayGuard(List.of()),
                new SignInBlocks(BLOCKED::equals, over),
                new SignInJournal(new MemorySignInLog(), 10_000),
                new Random(1));
        AuthPolicyGate gate = new AuthPolicyGate(
                signIns,
                () -> MailDomain.parse("example.si"),
                name -> name.value().equals("alias@example.si") ? ANA : name);
        return AuthPolicyServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                gate,
                new ListCommands(over, new SignInReset(signIns, over), gate),
                Secret.of(KEY),
                () -> now);
    }

    @AfterEach
    void stop() {
        server.close();
        http.close();
    }

    @Test
    void aBlockedAddressNetworkLoginOrPairIsRefusedAndNobodyElse() {
        assertThat(post("addBLEntry", "{\"ip\":\"192.0.2.7\"" + TERM)).isEqualTo(OK);
        assertThat(post("addBLEntry", "{\"netmask\":\"2001:db8:1::/48\"" + TERM))
                .isEqualTo(OK);
        assertThat(post("addBLEntry", "{\"login\":\"bor\"" + TERM)).isEqualTo(OK);
        assertThat(post("addBLEntry", "{\"ip\":\"198.51.100.9\",\"login\":\"alias\"" + TERM))
                .isEqualTo(OK);

        assertThat(allow("eva", "192.0.2.7")).contains(REFUSED);
        assertThat(allow("eva", "::ffff:192.0.2.7")).contains(REFUSED);
        assertThat(allow("eva", "192.0.2.8")).contains(ADMITTED);
        assertThat(allow("eva", "2001:db8:1:ffff::1")).contains(REFUSED);
        assertThat(allow("eva", "2001:db8:2::1")).contains(ADMITTED);
        assertThat(allow("BOR@example.si", "203.0.113.1")).contains(REFUSED);
        assertThat(allow("ana@example.si", "198.51.100.9")).contains(REFUSED);
        assertThat(allow("ana@example.si", "198.51.100.8")).contains(ADMITTED);
        assertThat(allow("eva", "198.51.100.9")).contains(ADMITTED);
    }

    @Test
    void anEntryEndsByItselfAndByItsRemoval() {
        String eva = "{\"login\":\"eva\"";
        post("addBLEntry", eva + TERM);
        now = NOON.plusSeconds(59);
        assertThat(allow("eva", "192.0.2.7")).contains(REFUSED);
        now = NOON.plusSeconds(60);
        assertThat(allow("eva", "192.0.2.7")).contains(ADMITTED);
        assertThat(get("getBL")).isEqualTo("{\"bl_entries\":[]}");

        post("addBLEntry", eva + TERM);
        assertThat(post("delBLEntry", eva + "}")).isEqualTo(OK);
        assertThat(post("delBLEntry", eva + "}")).isEqualTo(OK);
        assertThat(allow("eva", "192.0.2.7")).contains(ADMITTED);
    }

    @Test
    void theAllowListOutranksTheBlockListButNoAdministrator() {
        post("addBLEntry", "{\"netmask\":\"192.0.2.0/24\"" + TERM);
        post("addWLEntry", "{\"ip\":\"192.0.2.7\"" + TERM);

        assertThat(allow("eva", "192.0.2.7")).contains(ADMITTED);
        assertThat(allow("eva", "192.0.2.8")).contains(REFUSED);
        assertThat(allow("blocked", "192.0.2.7")).contains(REFUSED);

        post("delWLEntry", "{\"ip\":\"192.0.2.7\"}");
        assertThat(allow("eva", "192.0.2.7")).contains(REFUSED);
    }

    @Test
    void anAllowedAddressIsNeverSprayAndIsStillLockedOut() {
        post("addWLEntry", "{\"ip\":\"192.0.2.7\"" + TERM);
        spray("192.0.2.7", 120);
        assertThat(allow("eva", "192.0.2.7")).contains(ADMITTED);
        for (int guess = 0; guess < 10; guess++) {
            allow("ana", "192.0.2.7");
        }
        assertThat(allow("ana", "192.0.2.7")).contains(REFUSED);

        spray("203.0.113.1", 120);
        assertThat(allow("eva", "203.0.113.1")).contains(REFUSED);
        post("addWLEntry", "{\"ip\":\"203.0.113.1\"" + TERM);
        assertThat(allow("eva", "203.0.113.1")).contains(ADMITTED);
    }

    @Test
    void aResetEndsLockoutsForgetsSprayAndTakesOffTheBlockList() {
        for (int guess = 0; guess < 11; guess++) {
            allow("ana", "192.0.2.7");
        }
        assertThat(allow("ana", "192.0.2.7")).contains(REFUSED);
        assertThat(post("reset", "{\"login\":\"alias\"}")).isEqualTo(OK);
        assertThat(allow("ana", "192.0.2.7")).contains(ADMITTED);

        spray("203.0.113.1", 120);
        assertThat(allow("eva", "203.0.113.1")).contains(REFUSED);
        assertThat(post("reset", "{\"ip\":\"203.0.113.1\"}")).isEqualTo(OK);
        assertThat(allow("eva", "203.0.113.1")).contains(ADMITTED);

        post("addBLEntry", "{\"ip\":\"198.51.100.9\",\"login\":\"ida\"" + TERM);
        assertThat(post("reset", "{\"ip\":\"198.51.100.9\",\"login\":\"ida\"}")).isEqualTo(OK);
        assertThat(allow("ida", "198.51.100.9")).contains(ADMITTED);
        assertThat(actions())
                .containsExactly(
                        "lockout.end", "spray.forget", "signInBlock.add", "spray.forget", "signInBlock.remove");
    }

    @Test
    void listsAreToldAsWeakforcedTellsThem() {
        post("addBLEntry", "{\"netmask\":\"192.0.2.9/24\",\"expire_secs\":1,\"reason\":\"One.\"}");
        post("addBLEntry", "{\"login\":\"bor\",\"expire_secs\":2,\"reason\":\"Two.\"}");
        post("addBLEntry", "{\"ip\":\"192.0.2.7\",\"login\":\"bor\",\"expire_secs\":3,\"reason\":\"Three.\"}");
        post("addWLEntry", "{\"ip\":\"198.51.100.1\",\"expire_secs\":4,\"reason\":\"Four.\"}");

        assertThat(get("getBL"))
                .contains("\"ip\":\"192.0.2.0/24\"", "\"expiration\":\"2027-Mar-01 12:00:01\"", "\"reason\":\"One.\"")
                .contains("\"login\":\"bor@example.si\"", "\"iplogin\":\"192.0.2.7:bor@example.si\"")
                .doesNotContain("Four.");
        assertThat(get("getWL")).startsWith("{\"wl_entries\":[{").contains("\"ip\":\"198.51.100.1/32\"");
    }

    @Test
    void whatMakesNoSenseIsRefusedWithAReasonAndChangesNothing() {
        Map<String, String> complaints = Map.of(
                "{\"expire_secs\":60,\"reason\":\"x\"}",
                "send ip, netmask or login",
                "{\"ip\":\"192.0.2\"" + TERM,
                "ip is not an address",
                "{\"netmask\":\"192.0.2.0/33\"" + TERM,
                "netmask is not a network",
                "{\"netmask\":\"192.0.2.0/24\",\"login\":\"ana\"" + TERM,
                "netmask alone",
                "{\"login\":\"a\\u0000\"" + TERM,
                "login can name no account",
                "{\"login\":\"ana\",\"reason\":\"x\"}",
                "expire_secs is missing",
                "{\"login\":\"ana\",\"expire_secs\":\"60\",\"reason\":\"x\"}",
                "expire_secs is missing",
                "{\"login\":\"ana\",\"expire_secs\":0,\"reason\":\"x\"}",
                "expire_secs has to be",
                "{\"login\":\"ana\",\"expire_secs\":60}",
                "a reason in words is needed",
                "[]",
                "not a JSON object");
        complaints.forEach((body, complaint) -> {
            HttpResponse<String> answer = send(request("?command=addBLEntry", KEY, Optional.of(body)));
            assertThat(answer.statusCode()).as(body).isEqualTo(400);
            assertThat(answer.body()).contains("\"status\":\"failure\"", complaint);
        });
        assertThat(post("reset", "{}")).contains("send ip, login or both");
        assertThat(store.all()).isEmpty();
        assertThat(actions()).isEmpty();
    }

    @Test
    void aChangeIsRecordedForTheGateFromWhereItCame() {
        post("addBLEntry", "{\"login\":\"bor\"" + TERM);
        assertThat(events())
                .containsExactly(new AuditEvent(
                        NOON,
                        "gate:dovecot",
                        new ClientAddress("127.0.0.1"),
                        "signInBlock.add",
                        "bor@example.si",
                        "Botnet.",
                        null,
                        "bor@example.si until 2027-03-01T12:01:00Z"));
    }

    @Test
    void whoDoesNotKnowTheKeyChangesAndLearnsNothing() {
        for (String command : List.of("addBLEntry", "addWLEntry", "delBLEntry", "delWLEntry", "reset")) {
            HttpRequest request = request("command/" + command, "wrong", Optional.of("{\"login\":\"bor\"" + TERM));
            assertThat(send(request).statusCode()).as(command).isEqualTo(401);
        }
        assertThat(send(request("command/getBL", "wrong", Optional.empty())).statusCode())
                .isEqualTo(401);
        assertThat(store.all()).isEmpty();
    }

    @Test
    void anotherNodeHoldsTheListsAfterItsNextRefresh() throws IOException {
        SignInLists elsewhere = new SignInLists(store);
        try (AuthPolicyServer other = start(elsewhere)) {
            post("addBLEntry", "{\"ip\":\"192.0.2.7\"" + TERM);
            assertThat(elsewhere.entries(Kind.BLOCK, NOON)).isEmpty();
            elsewhere.refresh();
            server.close();
            server = other;
            assertThat(allow("eva", "192.0.2.7")).contains(REFUSED);
        }
    }

    @Test
    void aResetAskedOfOneNodeForgetsTheSprayOnTheOthersToo() throws IOException {
        SignInLists elsewhere = new SignInLists(store);
        try (AuthPolicyServer asked = server;
                AuthPolicyServer other = start(elsewhere)) {
            for (String client : List.of("203.0.113.1", "2001:db8:0:7::1")) {
                server = other;
                spray(client, 120);
                assertThat(allow("eva", client)).as(client).contains(REFUSED);
                server = asked;
                assertThat(post("reset", "{\"ip\":\"" + client + "\"}")).isEqualTo(OK);
                elsewhere.refresh();
                server = other;
                assertThat(allow("eva", client)).as(client).contains(ADMITTED);
            }
            spray("203.0.113.1", 120);
            elsewhere.refresh();
            assertThat(allow("eva", "203.0.113.1"))
                    .as("one reset is good for what was before")
                    .contains(REFUSED);
            assertThat(get("getBL")).doesNotContain("203.0.113.1");
        }
    }

    @Test
    void aFullListTakesNoMoreUntilEntriesEnd() {
        for (int i = 0; i < SignInLists.MAX_ENTRIES; i++) {
            Key key = new Key(Kind.BLOCK, Optional.empty(), AccountName.parse("u" + i));
            store.put(new SignInListEntry(key, Reason.of("Botnet."), NOON.plusSeconds(60)), ADDED);
        }
        lists.refresh();
        HttpResponse<String> answer =
                send(request("?command=addBLEntry", KEY, Optional.of("{\"login\":\"bor\"" + TERM)));
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("10000 entries");

        now = NOON.plusSeconds(60);
        assertThat(post("addBLEntry", "{\"login\":\"bor\"" + TERM)).isEqualTo(OK);
        assertThat(store.all()).hasSize(1);
    }

    @Test
    void aStoreThatIsAwayIsSaidAndBlocksHold() throws IOException {
        post("addBLEntry", "{\"login\":\"bor\"" + TERM);
        SignInLists away = new SignInLists(new AwayAfterReading());
        away.refresh();
        try (AuthPolicyServer other = start(away)) {
            server.close();
            server = other;
            HttpResponse<String> answer = send(request("?command=delBLEntry", KEY, Optional.of("{\"login\":\"bor\"}")));
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("The store is away");
            assertThat(allow("bor", "192.0.2.7")).contains(REFUSED);
        }
    }

    /** Wrong passwords on so many accounts, one each. */
    private void spray(String client, int accounts) {
        for (int i = 0; i < accounts; i++) {
            String attempt = attempt("u" + i, client);
            post("allow", attempt);
            post("report", attempt);
        }
    }

    private String allow(String login, String client) {
        return post("allow", attempt(login, client));
    }

    private static String attempt(String login, String client) {
        return "{\"login\":\"%s\",\"remote\":\"%s\",\"protocol\":\"imap\"}".formatted(login, client);
    }

    private String post(String command, String body) {
        return send(request("command/" + command, KEY, Optional.of(body))).body();
    }

    private String get(String command) {
        return send(request("?command=" + command, KEY, Optional.empty())).body();
    }

    private HttpRequest request(String path, String key, Optional<String> body) {
        URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + "/" + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("X-API-Key", key);
        return body.map(text -> request.POST(HttpRequest.BodyPublishers.ofString(text)))
                .orElse(request)
                .build();
    }

    private HttpResponse<String> send(HttpRequest request) {
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString()).join();
    }

    private List<AuditEvent> events() {
        try (Stream<AuditEntry> entries = audit.all()) {
            return entries.map(AuditEntry::event).toList();
        }
    }

    private List<String> actions() {
        return events().stream().map(AuditEvent::action).toList();
    }

    /** Can be read, and takes no change. */
    private final class AwayAfterReading implements SignInListStore {
        @Override
        public long version() {
            return store.version();
        }

        @Override
        public List<SignInListEntry> all() {
            return store.all();
        }

        @Override
        public void put(SignInListEntry entry, AuditEvent event) {
            throw new StoreUnavailable("the test took the store away", new IllegalStateException());
        }

        @Override
        public boolean remove(Key key, AuditEvent event) {
            throw new StoreUnavailable("the test took the store away", new IllegalStateException());
        }

        @Override
        public void prune(Instant at) {
            throw new StoreUnavailable("the test took the store away", new IllegalStateException());
        }
    }
}
