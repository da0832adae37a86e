package org.odklep.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import java.util.stream.Collectors;

/**
 * dovecot.conf and its user list for a {@link MailSetup}, in the syntax of Dovecot 2.3: password check for Postfix over
 * a UNIX socket, and IMAP without TLS.
 *
 * @param setup what the test asks for
 * @param directory holds the server
 * @param imapPort where IMAP listens
 */
record DovecotConfiguration(MailSetup setup, TestDirectory directory, int imapPort) {
    /** The text of dovecot.conf. Failed sign-ins are answered at once: no delay, no penalty. */
    String main() {
        return """
                protocols = imap
                listen = 127.0.0.1
                base_dir = %1$s/dovecot
                state_dir = %1$s/dovecot
                log_path = %1$s/dovecot.log
                ssl = no
                disable_plaintext_auth = no
                auth_mechanisms = plain login
                auth_failure_delay = 0
                auth_username_chars =
                default_process_limit = 600
                default_client_limit = 4000
                mail_location = maildir:%1$s/mailboxes/%%u
                first_valid_uid = 1
                passdb {
                  driver = passwd-file
                  args = scheme=PLAIN.HEX username_format=%%u %1$s/users
                }
                userdb {
                  driver = static
                  args = uid=nobody gid=nogroup home=%1$s/mailboxes/%%u
                }
                service auth {
                  unix_listener %1$s/auth {
                    mode = 0666
                  }
                }
                service anvil {
                  unix_listener anvil-auth-penalty {
                    mode = 0
                  }
                }
                service imap-login {
                  inet_listener imap {
                    port = %2$d
                  }
                  inet_listener imaps {
                    port = 0
                  }
                }
                """.formatted(directory.path(), imapPort) + String.join("\n", setup.dovecotLines) + "\n";
    }

    /** The text of the passwd-file: one user to a line. Passwords stand in hex, so that they may hold colons. */
    String users() {
        return setup.passwords.entrySet().stream()
                .map(user -> user.getKey() + ":"
                        + HexFormat.of().formatHex(user.getValue().getBytes(UTF_8)) + "\n")
                .collect(Collectors.joining());
    }
}
