package org.odklep.gate.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.odklep.app.TestServer;
import org.odklep.testing.ProgramRun;

/** Groups are entries that follow from what users are in. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LdapGroupsTest {
    private static final String BASE = "dc=example,dc=si";
    private static final String GROUPS = "ou=groups," + BASE;
    private static final String ANA = "uid=ana@example.si,ou=people," + BASE;
    private static final String RIGHT = "tri-gore-onkraj-reke-7";
    private static final String TOKEN = "0123456789abcdef0123456789";
    private static final String ODD = "r&d, \"a+b\" <čebele>=1";

    private TestServer server;
    private LdapTools service;

    @BeforeAll
    void start() {
        server = TestServer.start("--odklep.ldap.services.cloud=" + TOKEN);
        service = new LdapTools(server.ldapPort(), "cn=cloud,ou=services," + BASE, TOKEN);
        Directory directory = new Directory(server);
        directory.groups(directory.add("ana@example.si", "Ana Novak", RIGHT), "staff", "board");
        directory.groups(directory.add("bor@example.si", "Bor Kos", RIGHT), "staff", ODD);
        for (int i = 10; i < 20; i++) {
            directory.groups(directory.add("user" + i + "@example.si", "Somebody " + i, RIGHT), "group" + i);
        }
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void aGroupNamesItsMembers() {
        String staff = service.search("cn=staff," + GROUPS, "(objectClass=*)").orFail();
        assertThat(staff.lines())
                .contains("dn: cn=staff," + GROUPS, "objectClass: groupOfNames", "cn: staff", "member: " + ANA)
                .contains("member: uid=bor@example.si,ou=people," + BASE);
        assertThat(staff).doesNotContain("Somebody", "user1", "entryUUID");
        assertThat(service.search("cn=staff," + GROUPS, "(objectClass=*)", "+").orFail())
                .contains("entryUUID: ")
                .doesNotContain("member:");
    }

    @Test
    void groupsAreFoundByMemberByNameAndByPartsOfIt() {
        assertThat(names("(&(objectClass=groupOfNames)(member=" + ANA + "))")).containsExactly("board", "staff");
        assertThat(names("(member=uid=ANA@example.si, ou=People, dc=example,dc=si)"))
                .containsExactly("board", "staff");
        assertThat(names("(&(objectclass=groupOfNames)(cn=STAFF))")).containsExactly("staff");
        assertThat(names("(&(objectClass=groupOfNames)(cn=boa*))")).containsExactly("board");
        assertThat(names("(&(objectClass=groupOfNames)(!(cn=group*)))")).containsExactly("board", ODD, "staff");
        assertThat(names("(|(cn=board)(&(cn=staff)(member=" + ANA + ")))")).containsExactly("board", "staff");
        assertThat(names("(&(cn=staff)(!(member=" + ANA + ")))")).isEmpty();
        assertThat(names("(member=*)")).hasSize(13);
    }

    @Test
    void anOwnerLearnsNothingOfOthers() {
        LdapTools ana = new LdapTools(server.ldapPort(), ANA, RIGHT);
        String bor = "uid=bor@example.si,ou=people," + BASE;
        assertThat(ana.search(GROUPS, "(&(cn=staff)(member=" + ANA + "))", "cn").orFail())
                .contains("cn: staff");
        assertThat(ana.search(GROUPS, "(&(cn=staff)(member=" + bor + "))", "cn").orFail())
                .doesNotContain("cn: staff");
        for (String other : List.of("bor@example.si", "nobody@example.si")) {
            ProgramRun page = ana.search(
                    List.of("-b", "ou=people," + BASE, "-E", "pr=1/noprompt", "-v", "-d", "1"),
                    "(|(uid=ana@example.si)(uid=" + other + "))",
                    "1.1");
            assertThat(page.output().lines().filter(line -> line.startsWith("dn: uid=")))
                    .as(other)
                    .containsExactly("dn: " + ANA);
            assertThat(page.output().lines().filter(line -> line.contains("ldap_search_ext")))
                    .as("pages for " + other)
                    .hasSize(1);
        }
    }

    @Test
    void whatIsNoGroupIsNotFound() {
        for (String filter : List.of(
                "(member=uid=nobody@example.si,ou=people,dc=example,dc=si)",
                "(member=ana@example.si)",
                "(member=*)(cn=x)",
                "(cn=\\2a)",
                "(cn=x\\00)",
                "(cn=nobodys)",
                "(&(objectClass=groupOfNames)(uid=*))",
                "(&(objectClass=posixGroup)(cn=staff))")) {
            assertThat(service.search(GROUPS, filter, "cn").output()).as(filter).doesNotContain("dn: cn=");
        }
        assertThat(service.search("cn=nobodys," + GROUPS, "(objectClass=*)").exitCode())
                .isEqualTo(32);
    }

    @Test
    void aNameWithAllThatADnEscapesLeadsBackToItsGroup() {
        String found = service.search(GROUPS, "(member=uid=bor@example.si,ou=people,dc=example,dc=si)", "cn")
                .orFail();
        String dn = found.lines()
                .filter(line -> line.startsWith("dn: ") && line.contains("\\,") || line.startsWith("dn:: "))
                .findFirst()
                .map(LdapGroupsTest::decoded)
                .orElseThrow();
        assertThat(service.search(dn, "(objectClass=*)").orFail()).contains("member: uid=bor@example.si");
    }

    @Test
    void groupsComeInPagesBeforeUsers() {
        for (int size : new int[] {1, 3, 7}) {
            String all = service.search(List.of("-b", BASE, "-E", "pr=" + size + "/noprompt"), "(objectClass=*)", "1.1")
                    .orFail();
            assertThat(all.lines().filter(line -> line.startsWith("dn:")))
                    .as("pages of " + size)
                    .hasSize(3 + 13 + 12)
                    .doesNotHaveDuplicates();
        }
        ProgramRun cut = service.search(List.of("-b", GROUPS, "-z", "5"), "(objectClass=groupOfNames)", "cn");
        assertThat(cut.exitCode()).isEqualTo(4);
        assertThat(cut.output().lines().filter(line -> line.startsWith("dn:"))).hasSize(5);
    }

    @Test
    void anOwnerSeesTheOwnGroupsAndNobodyElseInThem() {
        LdapTools ana = new LdapTools(server.ldapPort(), "ana@example.si", RIGHT);
        String own = ana.search(BASE, "(objectClass=groupOfNames)").orFail();
        assertThat(own).contains("cn: board", "cn: staff", "member: " + ANA).doesNotContain("bor@", "group1");
        assertThat(ana.search("cn=group10," + GROUPS, "(objectClass=*)").exitCode())
                .isEqualTo(32);
        assertThat(ana.search(BASE, "(cn=group10)").orFail()).doesNotContain("dn:");
    }

    @Test
    void membershipCanBeCompared() {
        assertThat(service.run("ldapcompare", "cn=staff," + GROUPS, "member:" + ANA)
                        .exitCode())
                .isEqualTo(6);
        assertThat(service.run("ldapcompare", "cn=group10," + GROUPS, "member:" + ANA)
                        .exitCode())
                .isEqualTo(5);
    }

    private List<String> names(String filter) {
        return service.search(BASE, filter, "cn")
                .orFail()
                .lines()
                .filter(line -> line.startsWith("cn:"))
                .map(LdapGroupsTest::decoded)
                .toList();
    }

    /** LDIF writes what is not ASCII in base 64. */
    private static String decoded(String line) {
        String value = line.substring(line.indexOf(' ') + 1);
        return line.contains(":: ") ? new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8) : value;
    }
}
