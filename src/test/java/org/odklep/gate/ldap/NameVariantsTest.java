package org.odklep.gate.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.text.Normalizer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.odklep.app.TestServer;

/** Ways to write a name when one binds: those that mean one account share its count, the others never touch it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NameVariantsTest {
    private static final String PEOPLE = ",ou=people,dc=example,dc=si";
    private static final String RIGHT = "tri-gore-onkraj-reke-7";
    private static final String COMPOSED = "\u017eiga@example.si";

    private TestServer server;
    private Directory directory;

    @BeforeAll
    void start() {
        server = TestServer.start("--odklep.ldap.dovecot-hosts=");
        directory = new Directory(server);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void everyFormThatMeansTheAccountSharesItsCount() {
        directory.add(COMPOSED, "\u017diga", RIGHT, "ziga.kos@example.si");
        List<String> forms = List.of(
                COMPOSED,
                "\u017dIGA@EXAMPLE.SI",
                " \u017eiga@example.si ",
                Normalizer.normalize(COMPOSED, Normalizer.Form.NFD),
                "\u017e\uff49\uff47\uff41\uff20example.si",
                "\u017eiga@example.si.",
                "\u017eiga",
                "ziga.kos@example.si",
                "uid=\u017eiga@example.si" + PEOPLE,
                "UID=\\c5\\beiga@example.si" + PEOPLE,
                "uid=\u017diga" + PEOPLE);
        forms.forEach(form -> assertThat(bind(form, RIGHT)).as(form).isEqualTo(ResultCode.SUCCESS));
        directory.add("guessed@example.si", "Guessed", RIGHT);
        // From a place where it is familiar, the account locks just the same.
        for (int i = 0; i < 10; i++) {
            bind(forms.get(i % forms.size()), "guess-" + i);
        }
        forms.forEach(form -> assertThat(bind(form, RIGHT)).as(form).isEqualTo(ResultCode.INVALID_CREDENTIALS));
        assertThat(bind("guessed@example.si", RIGHT)).isEqualTo(ResultCode.SUCCESS);
    }

    @Test
    void whatMeansSomebodyElseNeitherOpensNorLocks() {
        directory.add("irena@example.si", "Irena", RIGHT);
        for (String other : List.of(
                "\u0131rena@example.si",
                "\u0456rena@example.si",
                "i\u200brena@example.si",
                "irena\u0000@example.si",
                "irena@example.si\u0000",
                "irena+tag@example.si",
                "EXAMPLE\\irena",
                "irena@example.com",
                "irena@@example.si",
                "uid=irena@example.si,ou=services,dc=example,dc=si",
                "uid=irena@example.si+cn=x" + PEOPLE,
                "*",
                "iren*")) {
            for (int i = 0; i < 11; i++) {
                assertThat(bind(other, i == 0 ? RIGHT : "guess-" + i))
                        .as(other)
                        .isIn(ResultCode.INVALID_CREDENTIALS, ResultCode.INVALID_DN_SYNTAX);
            }
        }
        assertThat(bind("irena@example.si", RIGHT)).isEqualTo(ResultCode.SUCCESS);
    }

    private ResultCode bind(String name, String password) {
        try (LDAPConnection connection = new LDAPConnection("127.0.0.1", server.ldapPort())) {
            return connection.bind(name, password).getResultCode();
        } catch (LDAPException e) {
            return e.getResultCode();
        }
    }
}
