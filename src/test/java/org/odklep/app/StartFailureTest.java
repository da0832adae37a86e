package org.odklep.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.odklep.cli.OdklepCommand;
import org.odklep.cli.terminal.Shell;
import org.odklep.testing.ProgramRun;

/** A server that does not start says why in one line, and what to do. */
class StartFailureTest {
    @TempDir
    private Path directory;

    private Map<String, String> environment = Map.of();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @Test
    void aSecondServerOverTheSameDataEndsAndNamesTheLock() throws IOException {
        try (DataLock first = DataLock.on(directory.resolve("data"))) {
            assertThat(first).isNotNull();
            assertThat(start("")).isEqualTo(69);
        }
        assertThat(errors.toString(StandardCharsets.UTF_8))
                .hasLineCount(1)
                .startsWith("odklep: the server does not start: another server runs over this data directory and holds "
                        + directory.resolve("data/odklep.lock"))
                .contains("--data");
    }

    @Test
    void aDataDirectoryIsFreeAgainWhenItsServerEnded() throws IOException {
        DataLock.on(directory).close();
        DataLock.on(directory).close();
        assertThat(directory.resolve("odklep.lock")).exists();
    }

    @Test
    void anUnknownSettingIsNamedWithItsPlace() throws IOException {
        assertThat(start("domain: example.si")).isEqualTo(2);
        assertThat(errors.toString(StandardCharsets.UTF_8))
                .hasLineCount(1)
                .contains(
                        "there is no setting odklep.domain",
                        "odklep.yaml",
                        "is it odklep.domains?",
                        "docs/configuration.md");
    }

    @Test
    void aWrongValueIsNamedWithItsKey() throws IOException {
        assertThat(start("postfix.max-connections: many")).isEqualTo(2);
        assertThat(errors.toString(StandardCharsets.UTF_8))
                .hasLineCount(1)
                .contains("odklep.postfix.max-connections", "'many'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            domains: [5] | odklep.domains[0] (line 5 of FILE) is '5': needs a mail domain such as example.si
            domains: 'a b' | odklep.domains (line 5 of FILE) is 'a b': needs a list, each of which is a mail domain
            time-zone: Here | odklep.time-zone (line 5 of FILE) is 'Here': needs a time zone such as Europe/Ljubljana
            web.port: abc | odklep.web.port (line 5 of FILE) is 'abc': needs a whole number
            web.step-up: soon | odklep.web.step-up (line 5 of FILE) is 'soon': needs a time such as 30s, 10m or 12h
            web.second-factor-roles: [boss] | is 'boss': needs one of globalAdministrator, securityAdministrator
            web.trusted-proxies: [a b] | is 'a b': needs an IP address such as 192.0.2.1
            web.address: a b | odklep.web.address (line 5 of FILE) is 'a b': needs an IP address such as 192.0.2.1
            dovecot.address: a b | odklep.dovecot.address (line 5 of FILE) is 'a b': needs an IP address
            ldap.address: a b | odklep.ldap.address (line 5 of FILE) is 'a b': needs an IP address
            lockout: 5 | odklep.lockout (line 5 of FILE) is '5': needs keys below it, such as odklep.lockout.threshold
            groups: 7 | odklep.groups (line 5 of FILE) is '7': needs names below it, with a value each
            ldap.services: secret7 | odklep.ldap.services (line 5 of FILE): needs names below it, with a value each
            """)
    void aValueOfAnotherKindIsToldWithItsKeyAndWhatIsNeeded(String setting, String told) throws IOException {
        assertThat(start(setting)).isEqualTo(2);
        assertThat(errors.toString(StandardCharsets.UTF_8))
                .hasLineCount(1)
                .contains(told.replace("FILE", directory.resolve("odklep.yaml").toString()))
                .doesNotContain("java", "org.odklep", "secret7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postfix.max-connections: 0 | max-connections has to be from 1 to 1000000",
                "postfix.max-connections: -1 | max-connections has to be from 1 to 1000000",
                "postfix.idle: 0s | idle has to be at least 1s",
                "ldap.max-connections: 0 | max-connections has to be from 1 to 1000000",
                "ldap.idle: -1s | idle has to be at least 1s",
                "web.port: 99999 | port has to be a port from 1 to 65535, or 0 for a free one",
                "doveadm.patience: 0s | patience has to be at least 1s",
                "database.flush-interval: 0s | flush-interval has to be at least 10ms",
                "database.max-waiting-traces: 0 | max-waiting-traces has to be at least 1",
                "retention.sign-ins: -1d | sign-ins has to be at least 0s"
            })
    void aNumberOutOfBoundsIsSaidWithWhatItMayBe(String setting, String said) throws IOException {
        assertThat(start(setting)).isEqualTo(2);
        assertThat(errors.toString(StandardCharsets.UTF_8))
                .hasLineCount(1)
                .contains("odklep." + setting.substring(0, setting.indexOf('.')), said);
    }

    @Test
    void anEndpointThatIsNoneIsSaidHowToWrite() throws IOException {
        assertThat(start("postfix: {listen: '127.0.0.1:10040'}")).isEqualTo(2);
        assertThat(errors.toString(StandardCharsets.UTF_8)).hasLineCount(1).contains("inet:127.0.0.1:10040");
    }

    @Test
    void aLockoutThatCannotBeIsSaid() throws IOException {
        assertThat(start("lockout.threshold: 0")).isEqualTo(2);
        assertThat(errors.toString(StandardCharsets.UTF_8))
                .hasLineCount(1)
                .contains("odklep.lockout", "a threshold of 1 to 100");
    }

    @Test
    void aSharedHostThatIsNoAddressIsNamed() throws IOException {
        assertThat(start("lockout.shared-hosts: ['192.0.2.1.7']")).isEqualTo(2);
        assertThat(errors.toString(StandardCharsets.UTF_8))
                .hasLineCount(1)
                .contains("odklep.lockout.shared-hosts", "192.0.2.1.7");
    }

    @Test
    void passwordsAreTakenInTheClearOnLoopbackOnly() throws IOException {
        assertThat(start("ldap.address: 0.0.0.0")).isEqualTo(69);
        assertThat(errors.toString(StandardCharsets.UTF_8)).hasLineCount(1).contains("odklep.ldap.certificate");
    }

    @Test
    void aSecretOfAServiceThatCanBeGuessedIsRefusedAndNotShown() throws IOException {
        assertThat(start("ldap.services: {mail: short-one}")).isEqualTo(2);
        assertThat(errors.toString(StandardCharsets.UTF_8))
                .hasLineCount(1)
                .contains("odklep.ldap", "'mail'", "20 characters")
                .doesNotContain("short-one");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            issuer: https://sso.example.si, client-id: odklep, client-secret: hidden-one | odklep.web.base-url
            issuer: http://sso.example.si, client-id: odklep, client-secret: hidden-one | https address
            issuer: 'https://sso.example.si?x=1', client-id: odklep, client-secret: hidden-one | https address
            issuer: sso.example.si, client-id: odklep, client-secret: hidden-one | https address
            issuer: https://sso.example.si, client-id: odklep | client-id and client-secret
            client-id: odklep, client-secret: hidden-one | issuer is missing
            issuer: https://sso.example.si, client-id: odklep, client-secret: hidden-one, user-claim: ' ' | user-claim
            """)
    void aProviderThatIsHalfNamedIsRefusedAndItsSecretNotShown(String provider, String told) throws IOException {
        assertThat(start("web.openid: {" + provider + "}")).isEqualTo(2);
        assertThat(errors.toString(StandardCharsets.UTF_8))
                .hasLineCount(1)
                .contains("odklep.web", told)
                .doesNotContain("hidden-one");
    }

    @Test
    void anEmptyKeyFileIsNoKey() throws IOException {
        Files.createDirectories(directory.resolve("data"));
        Files.writeString(directory.resolve("data/dovecot.key"), "\n");
        assertThat(start("")).isEqualTo(69);
        assertThat(errors.toString(StandardCharsets.UTF_8)).hasLineCount(1).contains("dovecot.key", "remove it");
    }

    @Test
    void aPortThatIsNoNumberIsNamed() throws IOException {
        assertThat(start("web.port: abc")).isEqualTo(2);
        assertThat(errors.toString(StandardCharsets.UTF_8)).hasLineCount(1).contains("odklep.web.port", "abc");
    }

    @Test
    void unknownKeysAreToldAlongWithWrongValuesAndWhatWasNotGotToIsNotCalledUnknown() throws IOException {
        assertThat(start("domains: [5, b.si]\n  lockout: {duration: soon, longest: 1s}\n  domain: b.si\n  web.prot: 7"))
                .isEqualTo(2);
        assertThat(errors.toString(StandardCharsets.UTF_8))
                .hasLineCount(6)
                .contains("odklep.domains[0]", "odklep.lockout.duration")
                .contains("no setting odklep.domain (line 7", "is it odklep.domains?")
                .contains("no setting odklep.web.prot (line 8", "is it odklep.web.port?");
    }

    @Test
    void everyWrongValueIsToldAtOnce() throws IOException {
        assertThat(start("web.port: abc\n  time-zone: Nowhere/At-all\n  lockout.threshold: 0"))
                .isEqualTo(2);
        assertThat(errors.toString(StandardCharsets.UTF_8))
                .contains("odklep.web.port", "'abc'", "odklep.time-zone", "'Nowhere/At-all'")
                .contains("odklep.lockout", "a threshold of 1 to 100");
    }

    @Test
    void aFileThatIsNotYamlIsNamedWithTheLine() throws IOException {
        assertThat(start("domains: [example.si")).isEqualTo(2);
        assertThat(errors.toString(StandardCharsets.UTF_8))
                .hasLineCount(1)
                .contains("the settings file " + directory.resolve("odklep.yaml"), "is not YAML: line 6, column 1");
    }

    @Test
    void aFileThatIsNotTextIsSaidToBeNone() throws IOException {
        assertThat(start("help: 'kjé'", StandardCharsets.ISO_8859_1)).isEqualTo(2);
        assertThat(errors.toString(StandardCharsets.UTF_8))
                .hasLineCount(1)
                .contains("the settings file " + directory.resolve("odklep.yaml"), "text in UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"just text", "- a list", "odklep: 5", "odkelp: {web: {port: 0}}", "domains: [example.si]"})
    void aFileWithoutKeysIsRefused(String text) throws IOException {
        Path settings = Files.writeString(directory.resolve("other.yaml"), text);
        assertThat(run("start", "--config", settings.toString())).isEqualTo(2);
        assertThat(errors.toString(StandardCharsets.UTF_8)).hasLineCount(1).contains("other.yaml holds no setting");
    }

    @Test
    void aDirectoryOrPipeIsNoSettingsFile() {
        assertThat(run("start", "--config", directory.toString())).isEqualTo(2);
        assertThat(errors.toString(StandardCharsets.UTF_8)).hasLineCount(1).contains("is not a regular file");
    }

    /** A process of its own: what Spring writes past us would be seen there. */
    @ParameterizedTest
    @ValueSource(strings = {"start", "start --config odklep.yaml", "start --config odklep.conf"})
    void nothingElseIsWrittenOverAFileThatIsNotYaml(String command) throws IOException {
        for (String name : List.of("odklep.yaml", "odklep.conf")) {
            Files.writeString(directory.resolve(name), "odklep:\n  domains: [example.si\n");
        }
        List<String> process = new ArrayList<>(List.of("env", "-C", directory.toString()));
        process.addAll(
                List.of(System.getProperty("java.home") + "/bin/java", "-cp", classPath(), Main.class.getName()));
        process.addAll(List.of(command.split(" ")));
        ProgramRun run = ProgramRun.of(process);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.output())
                .hasLineCount(1)
                .startsWith("odklep: the server does not start: the settings file odklep.");
    }

    @Test
    void aPortThatIsInUseIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(start("web.port: " + taken.getLocalPort())).isEqualTo(69);
            assertThat(errors.toString(StandardCharsets.UTF_8))
                    .hasLineCount(1)
                    .contains("port " + taken.getLocalPort() + " is in use", "odklep.web.port");
        }
    }

    @Test
    void aVariableThatNamesNoSettingIsRefusedWithTheNearestThatDoes() throws IOException {
        environment = Map.of("ODKLEP_WEB_PROT", "8026", "ODKLEP_DOMANS", "example.si", "HOME", "/root");
        assertThat(start("")).isEqualTo(2);
        assertThat(errors.toString(StandardCharsets.UTF_8))
                .hasLineCount(1)
                .contains("ODKLEP_DOMANS (is it ODKLEP_DOMAINS?), ODKLEP_WEB_PROT (is it ODKLEP_WEB_PORT?)")
                .contains("docs/configuration.md");
    }

    @Test
    void variablesOfSettingsAndOfTheOtherCommandsAreKnown() {
        assertThat(SettingNames.unknown(Set.of(
                        "ODKLEP_DATA",
                        "ODKLEP_TOKEN_FILE",
                        "ODKLEP_JAVA_OPTIONS",
                        "ODKLEP_DOVEADM_API_KEY",
                        "ODKLEP_DOVEADM_APIKEY",
                        "ODKLEP_DOMAINS",
                        "ODKLEP_DOMAINS_0",
                        "ODKLEP_GROUPS_NEWSLETTER",
                        "ODKLEP_PORT_8025_TCP_ADDR",
                        "ODKLEP_SERVICE_HOST",
                        "PATH")))
                .isEmpty();
    }

    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private int start(String setting) throws IOException {
        return start(setting, StandardCharsets.UTF_8);
    }

    private int start(String setting, Charset charset) throws IOException {
        Path settings = directory.resolve("odklep.yaml");
        Files.writeString(
                settings,
                "odklep:\n  postfix.listen: inet:127.0.0.1:0\n  dovecot.port: 0\n  ldap.port: 0\n  " + setting + "\n",
                charset);
        return run(
                "start",
                "--config",
                settings.toString(),
                "--data",
                directory.resolve("data").toString());
    }

    private int run(String... arguments) {
        Shell shell = new Shell(
                environment,
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(new ByteArrayOutputStream()),
                new PrintStream(errors, true, StandardCharsets.UTF_8),
                InstantSource.system(),
                ZoneId.of("UTC"),
                false);
        return OdklepCommand.commandLine(shell, new StartCommand(shell)).execute(arguments);
    }
}
