package org.odklep.gate.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.odklep.app.TestServer;
import org.odklep.testing.ProgramRun;
import org.odklep.testing.TestDirectory;
import org.odklep.user.User;

/** The tools of OpenLDAP against a running server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LdapToolsTest {
    private static final String PEOPLE = ",ou=people,dc=example,dc=si";
    private static final String SERVICE = "cn=mail,ou=services,dc=example,dc=si";
    private static final String TOKEN = "0123456789abcdef0123456789";
    private static final String RIGHT = "tri-gore-onkraj-reke-7";
    private static final String OTHER = "sedem-mlinov-ob-potoku-3";
    private static final int WRONG = 49;

    private final TestDirectory files = TestDirectory.create();
    private TestServer server;
    private Directory directory;
    private Path certificate;

    @BeforeAll
    void start() {
        certificate = files.resolve("server.crt");
        Path key = files.resolve("server.key");
        ProgramRun.of(("openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost"
                                + " -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout " + key + " -out "
                                + certificate)
                        .split(" "))
                .orFail();
        server = TestServer.start(
                "--odklep.ldap.services.mail=" + TOKEN,
                "--odklep.ldap.certificate=" + certificate,
                "--odklep.ldap.key=" + key,
                "--odklep.ldap.tls-port=0");
        directory = new Directory(server);
        directory.add("ana@example.si", "Ana Novak", RIGHT, "ana.novak@example.si");
        for (int i = 10; i < 30; i++) {
            directory.add("user" + i + "@example.si", "Somebody " + i, RIGHT);
        }
    }

    @AfterAll
    void stop() {
        try (files) {
            server.close();
        }
    }

    @Test
    void whoAmIAnswersWhoBound() {
        assertThat(tool("ldapwhoami", "-D", "uid=ana@example.si" + PEOPLE, "-w", RIGHT)
                        .output())
                .contains("dn:uid=ana@example.si" + PEOPLE);
        assertThat(tool("ldapwhoami", "-D", "ana.novak@example.si", "-w", RIGHT).output())
                .contains("dn:uid=ana@example.si");
        assertThat(tool("ldapwhoami", "-D", SERVICE, "-w", TOKEN).output()).contains("dn:" + SERVICE);
        assertThat(tool("ldapwhoami").output()).contains("anonymous");
    }

    @Test
    void whateverIsWrongTheAnswerIsTheSame() {
        User blocked = directory.add("blocked@example.si", "Blocked", RIGHT);
        directory.block(blocked);
        User fresh = directory.add("fresh@example.si", "Fresh", RIGHT);
        directory.reset(fresh, OTHER, true);
        List<ProgramRun> answers = new ArrayList<>();
        answers.add(bind("nobody@example.si", RIGHT));
        answers.add(bind("user10@example.si", "wrong"));
        answers.add(bind("blocked@example.si", RIGHT));
        answers.add(bind("fresh@example.si", OTHER));
        answers.add(tool("ldapwhoami", "-D", SERVICE, "-w", "wrong"));
        assertThat(answers).extracting(ProgramRun::exitCode).containsOnly(WRONG);
        assertThat(answers).extracting(ProgramRun::output).containsOnly("ldap_bind: Invalid credentials (49)\n");
    }

    @Test
    void aNameWithoutAPasswordIsRefused() {
        assertThat(tool("ldapwhoami", "-D", "uid=ana@example.si" + PEOPLE, "-w", "")
                        .exitCode())
                .isEqualTo(53);
    }

    @Test
    void aServiceFindsUsersByWhateverAndNeverAHash() {
        for (String filter : List.of(
                "(uid=ana@example.si)",
                "(uid=ana)",
                "(mail=ana@example.si)",
                "(mailAlternateAddress=ana.novak@example.si)",
                "(cn=Ana Novak)",
                "(&(objectClass=inetOrgPerson)(sn=nov*))",
                "(|(displayName=*a nov*)(uid=nobody))",
                "(&(memberOf=cn=staff,ou=groups,dc=example,dc=si)(givenName=ana))")) {
            assertThat(search(filter).orFail())
                    .as(filter)
                    .contains("dn: uid=ana@example.si" + PEOPLE)
                    .doesNotContain("Somebody")
                    .doesNotContainIgnoringCase("userPassword")
                    .doesNotContain("argon2");
        }
    }

    @Test
    void anEntryIsFoundAgainByItsUuid() {
        String found = search("(uid=ana)", "entryUUID").orFail();
        String uuid = found.lines()
                .filter(line -> line.startsWith("entryUUID: "))
                .findFirst()
                .orElseThrow();
        assertThat(search("(entryUUID=" + uuid.substring(11) + ")").orFail()).contains("dn: uid=ana@");
    }

    @Test
    void hostileFiltersFindNothing() {
        for (String filter : List.of(
                "(uid=ana\\2a)",
                "(uid=\\2a)",
                "(uid=x\\00)",
                "(uid=' or 1=1 --)",
                "(uid=ana@example.si\\29\\28uid=\\2a)",
                "(objectClass=posixGroup)",
                "(userPassword=*)")) {
            assertThat(search(filter).orFail()).as(filter).doesNotContain("dn: uid=");
        }
    }

    @Test
    void resultsComeInPages() {
        String all =
                search("(objectClass=person)", "-E", "pr=7/noprompt", "1.1").orFail();
        assertThat(all.lines().filter(line -> line.startsWith("dn: uid=user")))
                .hasSize(20)
                .doesNotHaveDuplicates();
        ProgramRun cut = search("(objectClass=person)", "-z", "5", "1.1");
        assertThat(cut.exitCode()).isEqualTo(4);
        assertThat(cut.output().lines().filter(line -> line.startsWith("dn: uid=")))
                .hasSize(5);
    }

    @Test
    void ownersSeeThemselvesAndOthersSeeTheRootOnly() {
        String own = tool(
                        "ldapsearch",
                        "-LLL",
                        "-D",
                        "user11@example.si",
                        "-w",
                        RIGHT,
                        "-b",
                        "dc=example,dc=si",
                        "(objectClass=person)")
                .orFail();
        assertThat(own.lines().filter(line -> line.startsWith("dn: uid=")))
                .containsExactly("dn: uid=user11@example.si" + PEOPLE);
        assertThat(tool("ldapsearch", "-LLL", "-b", "dc=example,dc=si").exitCode())
                .isEqualTo(50);
        assertThat(tool("ldapsearch", "-LLL", "-b", "", "-s", "base", "+", "*").orFail())
                .contains("namingContexts: dc=example,dc=si");
        assertThat(tool("ldapsearch", "-LLL", "-b", "cn=subschema", "-s", "base")
                        .orFail())
                .contains("inetOrgPerson");
    }

    @Test
    void ownersChangeTheirPasswordByThePresentOne() {
        User bor = directory.add("bor@example.si", "Bor", RIGHT);
        assertThat(change("bor@example.si", "wrong", OTHER).exitCode()).isNotZero();
        assertThat(change("bor@example.si", RIGHT, "password1234").output()).contains("(19)");
        change("bor@example.si", RIGHT, OTHER).orFail();
        assertThat(bind("bor@example.si", RIGHT).exitCode()).isEqualTo(WRONG);
        bind("bor@example.si", OTHER).orFail();
        directory.reset(bor, RIGHT, true);
        assertThat(bind("bor@example.si", RIGHT).exitCode()).isEqualTo(WRONG);
        change("bor@example.si", RIGHT, OTHER).orFail();
        bind("bor@example.si", OTHER).orFail();
    }

    @Test
    void nobodyChangesAnythingElse() {
        String[] delete = {"ldapdelete", "-D", SERVICE, "-w", TOKEN, "uid=ana@example.si" + PEOPLE};
        assertThat(tool(delete).exitCode()).isEqualTo(53);
        ProgramRun others = tool(
                "ldappasswd",
                "-D",
                "user12@example.si",
                "-w",
                RIGHT,
                "-a",
                RIGHT,
                "-s",
                OTHER,
                "uid=user13@example.si" + PEOPLE);
        assertThat(others.output()).contains("(50)");
        bind("user13@example.si", RIGHT).orFail();
    }

    @Test
    void compareTellsAboutAttributes() {
        String[] compare = {"ldapcompare", "-D", SERVICE, "-w", TOKEN, "uid=ana@example.si" + PEOPLE, "sn:Novak"};
        assertThat(tool(compare).exitCode()).isEqualTo(6);
        compare[6] = "userPassword:x";
        assertThat(tool(compare).exitCode()).isEqualTo(16);
    }

    @Test
    void tlsIsSpokenFromTheStartAndOnDemand() {
        String env = "LDAPTLS_CACERT=" + certificate;
        assertThat(ProgramRun.of(
                                "env",
                                env,
                                "ldapwhoami",
                                "-x",
                                "-ZZ",
                                "-H",
                                "ldap://127.0.0.1:" + server.ldapPort(),
                                "-D",
                                "user14@example.si",
                                "-w",
                                RIGHT)
                        .orFail())
                .contains("user14@");
        assertThat(ProgramRun.of(
                                "env",
                                env,
                                "ldapwhoami",
                                "-x",
                                "-H",
                                "ldaps://127.0.0.1:" + server.ldapsPort(),
                                "-D",
                                "user14@example.si",
                                "-w",
                                RIGHT)
                        .orFail())
                .contains("user14@");
    }

    @Test
    void guessesByNameAliasAndSpellingLockOneAccount() {
        directory.add("iva@example.si", "Iva", RIGHT, "iva.kos@example.si");
        List<String> names = List.of("iva@example.si", "IVA@example.si", "iva.kos@example.si", "uid=iva" + PEOPLE);
        for (int guess = 0; guess < 10; guess++) {
            assertThat(bind(names.get(guess % names.size()), "guess-" + guess).exitCode())
                    .isEqualTo(WRONG);
        }
        names.forEach(name -> assertThat(bind(name, RIGHT).exitCode()).as(name).isEqualTo(WRONG));
    }

    private ProgramRun bind(String name, String password) {
        return tool("ldapwhoami", "-D", name, "-w", password);
    }

    private ProgramRun change(String name, String present, String chosen) {
        return tool("ldappasswd", "-a", present, "-s", chosen, "uid=" + name + PEOPLE);
    }

    private ProgramRun search(String filter, String... more) {
        List<String> command =
                new ArrayList<>(List.of("ldapsearch", "-LLL", "-D", SERVICE, "-w", TOKEN, "-b", "dc=example,dc=si"));
        List<String> options = new ArrayList<>(List.of(more));
        while (!options.isEmpty() && options.getFirst().startsWith("-")) {
            command.add(options.removeFirst());
            command.add(options.removeFirst());
        }
        command.add(filter);
        command.addAll(options);
        return tool(command.toArray(String[]::new));
    }

    private ProgramRun tool(String... command) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(1, List.of("-x", "-H", "ldap://127.0.0.1:" + server.ldapPort()));
        return ProgramRun.of(all);
    }
}
