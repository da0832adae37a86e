package org.odklep.gate.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.odklep.app.TestServer;
import org.odklep.testing.Documentation;
import org.odklep.testing.ProgramRun;
import org.odklep.testing.TestDirectory;

/** The examples of docs/ldap.md, as they stand there; Dovecot's is run by {@code DirectoryIT}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LdapExamplesTest {
    private static final Documentation PAGE = Documentation.of("docs/ldap.md");
    private static final String SECRET = "0d2c0f3f7e1b4c0c8a54a1a6d9f0b7e3";
    private static final String RIGHT = "tri-gore-onkraj-reke-7";
    private static final String ANA = "uid=ana@example.si,ou=people,dc=example,dc=si";

    private final TestDirectory files = TestDirectory.create();
    private TestServer server;

    @BeforeAll
    void start() {
        server = TestServer.start(
                "--odklep.ldap.services.mail=" + SECRET,
                "--odklep.ldap.services.cloud=" + SECRET,
                "--odklep.ldap.services.gitlab=" + SECRET);
        Directory directory = new Directory(server);
        directory.add("ana@example.si", "Ana Novak", RIGHT, "ana.novak@example.com");
        files.write("main.cf", "compatibility_level = 3.6\n");
        directory.block(directory.add("bor@example.si", "Bor Kos", RIGHT));
    }

    @AfterAll
    void stop() {
        try (files) {
            server.close();
        }
    }

    @Test
    void postfixFindsMailboxesByNameAndAlias() {
        assertThat(postmap("ldap-mailboxes.cf", "ana@example.si")).isEqualTo("ana@example.si");
        assertThat(postmap("ldap-mailboxes.cf", "ana.novak@example.com")).isEqualTo("ana@example.si");
        assertThat(postmap("ldap-mailboxes.cf", "bor@example.si"))
                .as("mail still arrives")
                .isEqualTo("bor@example.si");
        for (String key : List.of("nobody@example.si", "@example.si", "*", "*@example.si", "ana*", "a)(uid=*")) {
            assertThat(postmap("ldap-mailboxes.cf", key)).as(key).isEmpty();
        }
    }

    @Test
    void postfixFindsWhoseAnAliasIs() {
        assertThat(postmap("ldap-aliases.cf", "ana.novak@example.com")).isEqualTo("ana@example.si");
        assertThat(postmap("ldap-aliases.cf", "ana@example.si")).isEmpty();
    }

    @Test
    void postfixFindsWhoMaySendAsAnAddress() {
        assertThat(postmap("ldap-senders.cf", "ana.novak@example.com")).isEqualTo("ana@example.si,ana");
        assertThat(postmap("ldap-senders.cf", "ana@example.si")).isEqualTo("ana@example.si,ana");
        assertThat(postmap("ldap-senders.cf", "nobody@example.si")).isEmpty();
    }

    @Test
    void nextcloudFindsUsersTheirGroupsAndTheirMembers() {
        LdapTools agent = new LdapTools(server.ldapPort(), nextcloud("ldapAgentName"), SECRET);
        String people = nextcloud("ldapBaseUsers");
        String groups = nextcloud("ldapBaseGroups");

        String users = agent.search(
                        List.of("-b", people, "-E", "pr=500/noprompt"),
                        nextcloud("ldapUserFilter"),
                        nextcloud("ldapUserDisplayName"),
                        nextcloud("ldapExpertUUIDUserAttr"),
                        nextcloud("ldapEmailAttribute"))
                .orFail();
        assertThat(users)
                .contains("dn: " + ANA, "displayName: Ana Novak", "entryUUID: ", "mail: ana@example.si")
                .doesNotContain("bor@");
        for (String name : List.of("ana", "ana@example.si", "ana.novak@example.com")) {
            String login = nextcloud("ldapLoginFilter").replace("%uid", name);
            assertThat(agent.search(people, login, "dn").orFail()).as(name).contains("dn: " + ANA);
        }
        String groupFilter = nextcloud("ldapGroupFilter");
        String member = nextcloud("ldapGroupMemberAssocAttr");
        assertThat(agent.search(groups, "(&" + groupFilter + "(" + member + "=" + ANA + "))", "dn", "cn")
                        .orFail())
                .contains("dn: cn=staff," + groups);
        assertThat(agent.search("cn=staff," + groups, groupFilter, member, nextcloud("ldapExpertUUIDGroupAttr"))
                        .orFail())
                .contains(member + ": " + ANA, "entryUUID: ");
    }

    @Test
    void gitlabFindsWhoMaySignInAndLetsThemIn() {
        LdapTools agent = new LdapTools(server.ldapPort(), gitlab("bind_dn"), SECRET);
        String uid = gitlab("uid");
        String filter = gitlab("user_filter");
        String one = agent.search(gitlab("base"), "(&(" + uid + "=ana@example.si)" + filter + ")")
                .orFail();
        assertThat(one).contains("dn: " + ANA, "mail: ana@example.si", "cn: Ana Novak");
        assertThat(agent.search(gitlab("base"), "(&(" + uid + "=*)" + filter + ")", "dn")
                        .orFail())
                .contains("dn: " + ANA)
                .doesNotContain("bor@");
        assertThat(new LdapTools(server.ldapPort(), ANA, RIGHT)
                        .run("ldapwhoami")
                        .exitCode())
                .isZero();
        assertThat(agent.search(gitlab("group_base"), "(&(objectClass=groupOfNames)(cn=staff))", "member")
                        .orFail())
                .contains("member: " + ANA);
    }

    private String postmap(String file, String key) {
        String text = PAGE.block("# /etc/postfix/" + file).replace(":10389", ":" + server.ldapPort());
        String path = files.write(file, text).toString();
        ProgramRun run = ProgramRun.of("/usr/sbin/postmap", "-c", files.path().toString(), "-q", key, "ldap:" + path);
        assertThat(run.output()).as(file).doesNotContain("warning", "fatal", "error");
        return run.output().strip();
    }

    private static String nextcloud(String setting) {
        return find(Pattern.compile("occ ldap:set-config s01 " + setting + " (.*)"));
    }

    private static String gitlab(String setting) {
        return find(Pattern.compile("'" + setting + "' => '([^']*)'"));
    }

    private static String find(Pattern pattern) {
        Matcher matcher = pattern.matcher(PAGE.text());
        assertThat(matcher.find()).as(pattern.pattern()).isTrue();
        return matcher.group(1);
    }
}
