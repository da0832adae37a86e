package org.odklep.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MailServerIT {
    private static final String ALICE = "alice@example.si";
    private static final String PASSWORD = "se:cret €";
    private static MailServer server;

    @BeforeAll
    static void start() {
        server = MailServer.start(setup().user("bob", "b"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void anAuthenticatedUserReachesOtherDomains() {
        try (SmtpClient client = SmtpClient.connect(server.submissionPort(), ALICE, PASSWORD)) {
            SmtpClient.Sent sent = client.send("Subject: one\n\n.a dot\n", ALICE, List.of("ana@other.example"));
            assertThat(sent.last().toString()).startsWith("250 2.0.0 Ok: queued as ");
            server.awaitLog("to=<ana@other.example>, relay=127.0.0.1");
            assertThat(server.delivered()).contains("Subject: one", "\n.a dot\n");
        }
    }

    @Test
    void mailForAnInternalDomainEndsHere() {
        try (SmtpClient client = SmtpClient.connect(server.submissionPort(), "bob", "b")) {
            assertThat(client.send("bob@example.si", "carol@example.si").isAccepted())
                    .isTrue();
            server.awaitLog("to=<carol@example.si>, relay=none");
            assertThat(server.delivered()).doesNotContain("carol@example.si");
        }
    }

    @Test
    void aSessionSendsManyMessagesUnderAnySenderAddress() {
        try (SmtpClient client = SmtpClient.connect(server.submissionPort(), ALICE, PASSWORD)) {
            for (String sender : List.of(ALICE, "", "info@other.example", "")) {
                assertThat(client.send(sender, "x@other.example", "y@example.si")
                                .isAccepted())
                        .isTrue();
            }
        }
    }

    @Test
    void aWrongPasswordIsRefused() {
        try (SmtpClient client = SmtpClient.connect(server.submissionPort())) {
            assertThat(client.authPlain(ALICE, "wrong"))
                    .hasToString("535 5.7.8 Error: authentication failed: (reason unavailable)");
        }
    }

    @Test
    void submissionNeedsAuthentication() {
        try (SmtpClient client = SmtpClient.connect(server.submissionPort())) {
            assertThat(client.send(ALICE, "x@other.example").last())
                    .hasToString("554 5.7.1 <x@other.example>: Recipient address rejected: Access denied");
        }
    }

    @Test
    void thePlainServiceTakesMailWithoutAuthentication() {
        try (SmtpClient client = SmtpClient.connect(server.smtpPort())) {
            assertThat(client.send("", "x@other.example").isAccepted()).isTrue();
            assertThat(client.authPlain(ALICE, PASSWORD).code()).isEqualTo(503);
        }
    }

    @Test
    void swaksSignsInAndSends() {
        ProgramRun run = swaks(PASSWORD);
        assertThat(run.exitCode()).isZero();
        assertThat(run.output()).contains("235 2.7.0 Authentication successful", "250 2.0.0 Ok: queued as ");
    }

    @Test
    void swaksTellsByItsExitCodeThatThePasswordIsWrong() {
        ProgramRun run = swaks("wrong");
        assertThat(run.exitCode()).isEqualTo(28);
        assertThat(run.output()).contains("535 5.7.8");
    }

    @Test
    void imapTakesTheSamePasswords() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.imapPort());
                BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
            socket.getOutputStream().write("a LOGIN bob b\r\nb SELECT INBOX\r\nc LOGOUT\r\n".getBytes(UTF_8));
            assertThat(in.lines()).anyMatch(line -> line.startsWith("a OK")).anyMatch(line -> line.startsWith("b OK"));
        }
    }

    @Test
    void settingsAndOptionsOfATestReplaceTheFixturesOwn() {
        MailSetup setup = setup().setting("message_size_limit", "2000")
                .plainOption("smtpd_relay_restrictions", "permit_auth_destination, reject");
        try (MailServer own = MailServer.start(setup);
                SmtpClient client = SmtpClient.connect(own.smtpPort())) {
            assertThat(own.postconf("-h", "message_size_limit")).isEqualTo("2000\n");
            assertThat(client.send("", "x@other.example").last().code()).isEqualTo(554);
            assertThat(client.send("", "x@example.si").isAccepted()).isTrue();
        }
    }

    @Test
    void nothingIsLeftAfterClose() throws IOException {
        MailServer own = MailServer.start(setup());
        Path directory = own.configDirectory().resolveSibling("");
        try (SmtpClient client = SmtpClient.connect(own.submissionPort(), ALICE, PASSWORD)) {
            client.send(ALICE, "x@other.example");
            assertThat(processesIn(directory)).isNotEmpty();
        } finally {
            own.close();
        }
        assertThat(directory).doesNotExist();
        assertThat(processesIn(directory)).isEmpty();
        assertThatThrownBy(() -> SmtpClient.connect(own.submissionPort())).hasMessageContaining("refused");
    }

    @Test
    void aServerThatDoesNotStartShowsWhy() throws IOException {
        assertThatThrownBy(() -> MailServer.start(setup().service("x unix -")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("master.cf: line 24: bad field count");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String service = "127.0.0.1:" + taken.getLocalPort() + " inet n - n - - smtpd";
            assertThatThrownBy(() -> MailServer.start(setup().service(service)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("postfix ended with 1");
        }
        assertThatThrownBy(() -> MailServer.start(setup().dovecot("nonsense = 1")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("dovecot ended")
                .hasMessageContaining("Unknown setting: nonsense");
    }

    private static MailSetup setup() {
        return new MailSetup().user(ALICE, PASSWORD).internalDomain("example.si");
    }

    private static ProgramRun swaks(String password) {
        return Swaks.send(
                server.submissionPort(),
                "--from=" + ALICE,
                "--to=x@other.example",
                "--auth=PLAIN",
                "--auth-user=" + ALICE,
                "--auth-password=" + password);
    }

    /** Processes that work in the directory or below, found by /proc/PID/cwd; Postfix's daemons sit in their queue. */
    private static List<Path> processesIn(Path directory) throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(process -> workingDirectory(process).startsWith(directory.toString()))
                    .toList();
        }
    }

    private static String workingDirectory(Path process) {
        try {
            return Files.readSymbolicLink(process.resolve("cwd")).toString();
        } catch (IOException _) {
            return "";
        }
    }
}
