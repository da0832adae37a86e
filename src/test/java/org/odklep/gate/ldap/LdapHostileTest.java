package org.odklep.gate.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.protocol.BindRequestProtocolOp;
import com.unboundid.ldap.protocol.ExtendedRequestProtocolOp;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.ExtendedRequest;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.extensions.PasswordModifyExtendedRequest;
import com.unboundid.ldap.sdk.extensions.WhoAmIExtendedRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.odklep.app.TestServer;
import org.odklep.kernel.AccountName;
import org.odklep.signin.SignIns;
import org.odklep.store.memory.MemoryAdministratorStore;
import org.odklep.store.memory.MemoryAuditLog;
import org.odklep.store.memory.MemoryUserStore;

/** Clients that mean harm, or do not know better. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LdapHostileTest {
    private static final String PEOPLE = "ou=people,dc=example,dc=si";
    private static final String TOKEN = "0123456789abcdef0123456789";
    private static final String RIGHT = "tri-gore-onkraj-reke-7";
    private static final String NOTICE = "1.3.6.1.4.1.1466.20036";
    private static final String ABANDON = "3006020102500101";
    private static final String UNBIND = "30050201044200";
    private static final int MOST = 100;
    private static final Duration SOON = Duration.ofSeconds(5);

    private TestServer server;
    private Directory directory;

    @BeforeAll
    void start() {
        server = TestServer.start("--odklep.ldap.services.mail=" + TOKEN, "--odklep.ldap.max-connections=" + MOST);
        directory = new Directory(server);
        directory.add("ana@example.si", "Ana Novak", RIGHT);
        directory.add("o'brien#7=x+y@example.si", "O'Brien (*)\\", RIGHT);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void aNameIsNeverPartOfAFilter() throws LDAPException {
        try (LDAPConnection client = client()) {
            for (String name : List.of(
                    "*",
                    "ana*",
                    "*)(uid=*))(|(uid=*",
                    "ana@example.si)(objectClass=*",
                    "uid=*," + PEOPLE,
                    "uid=ana\\2a," + PEOPLE,
                    "uid=\\2a," + PEOPLE,
                    "uid=ana@example.si\\00," + PEOPLE,
                    "uid=ana@example.si\\,ou=people," + PEOPLE,
                    "uid=ana@example.si+cn=mail," + PEOPLE,
                    "ana@example.si\0",
                    "' or '1'='1")) {
                assertThat(codeOf(() -> client.bind(name, RIGHT))).as(name).isEqualTo(ResultCode.INVALID_CREDENTIALS);
            }
        }
    }

    @Test
    void aFilterMatchesWhatItSaysByteForByte() throws LDAPException {
        try (LDAPConnection client = service()) {
            for (String filter : List.of(
                    "(uid=\\2a)",
                    "(uid=ana\\2a)",
                    "(uid=ana@example.si\\00)",
                    "(uid=\\00ana@example.si)",
                    "(uid=\\c1\\a1na@example.si)",
                    "(uid=\\e0\\81\\a1na@example.si)",
                    "(uid=\\ff\\fe)",
                    "(cn=\\28\\2a\\29)",
                    "(uid=ana@example.si\\29\\28uid=\\2a)")) {
                assertThat(client.search("dc=example,dc=si", SearchScope.SUB, filter)
                                .getEntryCount())
                        .as(filter)
                        .isZero();
            }
            Filter odd = Filter.createEqualityFilter("cn", "O'Brien (*)\\");
            var found = client.search("dc=example,dc=si", SearchScope.SUB, odd, "uid");
            assertThat(found.getEntryCount()).isEqualTo(1);
            String dn =
                    Objects.requireNonNull(found.getSearchEntries()).getFirst().getDN();
            assertThat(client.getEntry(dn)).isNotNull();
            assertThat(client.bind(dn, RIGHT).getResultCode()).isEqualTo(ResultCode.SUCCESS);
        }
    }

    @Test
    void aNameWithoutAPasswordIsNotLetIn() throws LDAPException {
        try (LDAPConnection client = new LDAPConnection("127.0.0.1", server.ldapPort())) {
            client.getConnectionOptions().setBindWithDNRequiresPassword(false);
            assertThat(codeOf(() -> client.bind(new SimpleBindRequest("uid=ana@example.si," + PEOPLE, ""))))
                    .isEqualTo(ResultCode.UNWILLING_TO_PERFORM);
            assertThat(codeOf(() -> client.search(PEOPLE, SearchScope.SUB, "(uid=*)")))
                    .isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
        }
    }

    @Test
    void longPasswordsAreAnsweredAtOnce() throws Exception {
        try (LDAPConnection client = client()) {
            client.bind("ana@example.si", RIGHT);
            long begin = System.nanoTime();
            assertThat(codeOf(() -> client.bind("ana@example.si", "x".repeat(30_000))))
                    .isEqualTo(ResultCode.INVALID_CREDENTIALS);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SOON);
        }
        byte[] bind = new LDAPMessage(1, new BindRequestProtocolOp("ana@example.si", "x".repeat(1_000_000)))
                .encode()
                .encode();
        long begin = System.nanoTime();
        assertThat(answer(server.ldapPort(), bind)).contains(NOTICE);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SOON);
    }

    @Test
    void whatIsNoMessageEndsTheConnectionWithANotice() throws IOException {
        for (String hex : List.of("30847fffffff", "3080", "ff00", "300502010160", "3003020101", "30050201014200ff")) {
            byte[] bytes = HexFormat.of().parseHex(hex);
            String answer = answer(server.ldapPort(), bytes);
            assertThat(answer.isEmpty() || answer.contains(NOTICE))
                    .as(hex + " " + answer)
                    .isTrue();
        }
        assertThat(answer(server.ldapPort(), HexFormat.of().parseHex("30847fffffff")))
                .contains(NOTICE);
    }

    @Test
    void unknownOperationsAndControlsAreRefusedAndTheConnectionGoesOn() throws LDAPException {
        try (LDAPConnection client = service()) {
            assertThat(codeOf(() -> client.processExtendedOperation(new ExtendedRequest("1.2.3.4"))))
                    .isEqualTo(ResultCode.PROTOCOL_ERROR);
            Control[] critical = {new Control("1.2.3.4", true, new ASN1OctetString("x"))};
            assertThat(codeOf(() -> client.bind(new SimpleBindRequest("ana@example.si", RIGHT, critical))))
                    .isEqualTo(ResultCode.UNAVAILABLE_CRITICAL_EXTENSION);
            Control[] ignored = {new Control("1.2.3.4", false, new ASN1OctetString("x"))};
            assertThat(client.bind(new SimpleBindRequest("ana@example.si", RIGHT, ignored))
                            .getResultCode())
                    .isEqualTo(ResultCode.SUCCESS);
            assertThat(codeOf(() -> client.delete("uid=ana@example.si," + PEOPLE)))
                    .isEqualTo(ResultCode.UNWILLING_TO_PERFORM);
            assertThat(client.isConnected()).isTrue();
        }
    }

    @Test
    void anAbandonIsNotAnsweredAndAnUnbindEndsTheConnection() throws IOException {
        byte[] whoAmI = new LDAPMessage(
                        3, new ExtendedRequestProtocolOp(WhoAmIExtendedRequest.WHO_AM_I_REQUEST_OID, null))
                .encode()
                .encode();
        String request = HexFormat.of().formatHex(whoAmI);
        String answer = answer(server.ldapPort(), HexFormat.of().parseHex(ABANDON + request + UNBIND + request));
        assertThat(answer).as("one answer, to message 3").hasSize(16).startsWith("0\16\2\1\3");
    }

    @Test
    void tenWrongPasswordsLockWhicheverOperationTheyComeBy() throws LDAPException {
        directory.add("iva@example.si", "Iva", RIGHT);
        try (LDAPConnection client = client()) {
            for (int guess = 0; guess < 9; guess++) {
                String wrong = "guess-" + guess;
                ResultCode code = guess % 2 == 0
                        ? codeOf(() -> client.bind("iva@example.si", wrong))
                        : client.processExtendedOperation(new PasswordModifyExtendedRequest(
                                        "iva@example.si", wrong, "sedem-mlinov-ob-potoku-3"))
                                .getResultCode();
                assertThat(code).isEqualTo(ResultCode.INVALID_CREDENTIALS);
            }
            assertThat(lockouts("iva@example.si")).as("each counted once").isZero();
            assertThat(codeOf(() -> client.bind("iva@example.si", "guess-9")))
                    .isEqualTo(ResultCode.INVALID_CREDENTIALS);
            assertThat(lockouts("iva@example.si")).isEqualTo(1);
            assertThat(codeOf(() -> client.bind("iva@example.si", RIGHT))).isEqualTo(ResultCode.INVALID_CREDENTIALS);
        }
    }

    @Test
    void idleConnectionsKeepNobodyOut() throws Exception {
        List<Socket> idle = new ArrayList<>();
        try (LDAPConnection bound = client()) {
            bound.bind("ana@example.si", RIGHT);
            for (int i = 0; i < 1_000; i++) {
                idle.add(new Socket("127.0.0.1", server.ldapPort()));
            }
            try (LDAPConnection late = client()) {
                assertThat(late.bind("ana@example.si", RIGHT).getResultCode()).isEqualTo(ResultCode.SUCCESS);
            }
            assertThat(bound.getEntry("uid=ana@example.si," + PEOPLE)).isNotNull();
            assertThat(metric("odklep_ldap_connections")).isLessThanOrEqualTo(MOST);
            assertThat(metric("odklep_ldap_turned_away_total")).isGreaterThanOrEqualTo(1_000 - MOST);
            assertThat(metric("odklep_ldap_binds_total{outcome=\"success\"}")).isGreaterThanOrEqualTo(2);
        } finally {
            closeAll(idle);
        }
    }

    @Test
    void halfSentMessagesKeepNobodyOut() throws Exception {
        List<Socket> half = new ArrayList<>();
        try (LDAPConnection bound = client()) {
            bound.bind("ana@example.si", RIGHT);
            for (int i = 0; i < 3 * MOST; i++) {
                half.add(halfSent("127.0.0.1", server.ldapPort()));
            }
            for (Socket socket : half.subList(2 * MOST + 10, 3 * MOST)) {
                assertThat(isOpen(socket)).as("those who came last").isTrue();
            }
            try (LDAPConnection late = client()) {
                assertThat(late.bind("ana@example.si", RIGHT).getResultCode()).isEqualTo(ResultCode.SUCCESS);
            }
            assertThat(isOpen(half.getFirst())).as("who came first").isFalse();
            assertThat(bound.getEntry("uid=ana@example.si," + PEOPLE)).isNotNull();
            assertThat(metric("odklep_ldap_connections")).isLessThanOrEqualTo(MOST);
        } finally {
            closeAll(half);
        }
    }

    @Test
    void oneClientHasNotAllPlacesButADovecotHas() throws Exception {
        List<Socket> open = new ArrayList<>();
        try (TestServer other = TestServer.start(
                "--odklep.ldap.services.mail=" + TOKEN,
                "--odklep.ldap.max-connections=" + 3 * LdapServer.MOST_UNBOUND,
                "--odklep.ldap.dovecot-hosts=127.0.0.9")) {
            int port = other.ldapPort();
            for (int i = 0; i < LdapServer.MOST_UNBOUND + 10; i++) {
                open.add(halfSent("127.0.0.9", port));
            }
            Socket bystander = halfSent("127.0.0.2", port);
            open.add(bystander);
            List<Socket> greedy = new ArrayList<>();
            for (int i = 0; i < 4 * LdapServer.MOST_UNBOUND; i++) {
                greedy.add(halfSent("127.0.0.3", port));
            }
            open.addAll(greedy);
            try (LDAPConnection late = new LDAPConnection("127.0.0.1", port)) {
                assertThat(late.bind("cn=mail,ou=services,dc=example,dc=si", TOKEN)
                                .getResultCode())
                        .isEqualTo(ResultCode.SUCCESS);
            }
            assertThat(greedy.stream().filter(LdapHostileTest::isOpen)).hasSize(LdapServer.MOST_UNBOUND);
            assertThat(isOpen(greedy.getLast())).as("its last").isTrue();
            assertThat(isOpen(bystander)).isTrue();
            assertThat(open.subList(0, LdapServer.MOST_UNBOUND + 10)).allMatch(LdapHostileTest::isOpen);
        } finally {
            closeAll(open);
        }
    }

    @Test
    void whoeverSendsOrReadsTooSlowlyIsCutOff() throws Exception {
        LdapServer.Limits limits =
                new LdapServer.Limits(10, Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofMillis(300));
        LdapServer.Terms terms =
                new LdapServer.Terms(limits, LdapServer.Tls.NONE, new LdapCounters(), () -> Instant.EPOCH);
        try (LdapServer patient = LdapServer.start(
                        new InetSocketAddress("127.0.0.1", 0),
                        server.bean(LdapDoor.class),
                        new MemoryUserStore(new MemoryAuditLog(), new MemoryAdministratorStore(new MemoryAuditLog())),
                        terms);
                Socket slow = new Socket("127.0.0.1", patient.port())) {
            slow.setSoTimeout((int) SOON.toMillis());
            OutputStream out = slow.getOutputStream();
            out.write(HexFormat.of().parseHex("3081"));
            long begin = System.nanoTime();
            int read = slow.getInputStream().read();
            assertThat(read).isEqualTo(-1);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SOON);
        }
    }

    /** A connection that begins to say something. */
    private static Socket halfSent(String from, int port) throws IOException {
        Socket socket = new Socket("127.0.0.1", port, InetAddress.ofLiteral(from), 0);
        socket.getOutputStream().write(0x30);
        return socket;
    }

    /** Whether the other side did not close it. */
    private static boolean isOpen(Socket socket) {
        try {
            socket.setSoTimeout(1);
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void closeAll(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private LDAPConnection client() throws LDAPException {
        return new LDAPConnection("127.0.0.1", server.ldapPort());
    }

    private LDAPConnection service() throws LDAPException {
        LDAPConnection client = client();
        client.bind("cn=mail,ou=services,dc=example,dc=si", TOKEN);
        return client;
    }

    private int lockouts(String account) {
        return server.bean(SignIns.class)
                .lockouts(AccountName.of(account), server.clock().instant())
                .size();
    }

    private double metric(String name) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "/metrics"))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(name + " "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** All that comes back for some bytes until the server closes, a byte to a character. */
    private static String answer(int port, byte[] bytes) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static ResultCode codeOf(Ldap operation) {
        LDAPException refused = catchThrowableOfType(LDAPException.class, operation::run);
        return refused == null ? ResultCode.SUCCESS : refused.getResultCode();
    }

    /** What may be refused. */
    private interface Ldap {
        void run() throws LDAPException;
    }
}
