package org.odklep.gate.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.util.ssl.SSLUtil;
import com.unboundid.util.ssl.TrustAllTrustManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.util.Objects;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.Test;
import org.odklep.app.TestServer;
import org.odklep.testing.ProgramRun;
import org.odklep.testing.TestDirectory;

/** A certificate is renewed by new files. */
class LdapCertificateTest {
    @Test
    void aRenewedCertificateIsUsedByTheNextConnectionAndABrokenOneIsNot() throws Exception {
        try (TestDirectory files = TestDirectory.create()) {
            Path certificate = files.resolve("server.crt");
            Path key = files.resolve("server.key");
            for (String name : new String[] {"one", "two", "three"}) {
                ProgramRun.of(("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN="
                                        + name + " -keyout " + files.resolve(name + ".key") + " -out "
                                        + files.resolve(name + ".crt"))
                                .split(" "))
                        .orFail();
            }
            move(files, "one.crt", certificate);
            move(files, "one.key", key);
            try (TestServer server = TestServer.start(
                    "--odklep.ldap.certificate=" + certificate,
                    "--odklep.ldap.key=" + key,
                    "--odklep.ldap.tls-port=0")) {
                assertThat(shown(server)).isEqualTo("CN=one");
                move(files, "two.crt", certificate);
                assertThat(shown(server)).as("the key is another one's").isEqualTo("CN=one");
                move(files, "two.key", key);
                assertThat(shown(server)).isEqualTo("CN=two");
                Files.writeString(key, "-----BEGIN PRIVATE KEY-----\nhalf");
                assertThat(shown(server)).isEqualTo("CN=two");
                Files.delete(certificate);
                assertThat(shown(server)).isEqualTo("CN=two");
                move(files, "three.crt", certificate);
                move(files, "three.key", key);
                assertThat(shown(server)).isEqualTo("CN=three");
            }
        }
    }

    private static String shown(TestServer server) throws Exception {
        try (LDAPConnection client = new LDAPConnection(
                new SSLUtil(new TrustAllTrustManager()).createSSLSocketFactory(), "127.0.0.1", server.ldapsPort())) {
            client.getRootDSE();
            SSLSession session = Objects.requireNonNull(client.getSSLSession());
            X509Certificate certificate = (X509Certificate) session.getPeerCertificates()[0];
            return certificate.getSubjectX500Principal().getName();
        }
    }

    private static void move(TestDirectory files, String from, Path to) throws IOException {
        Files.move(files.resolve(from), to, StandardCopyOption.REPLACE_EXISTING);
    }
}
