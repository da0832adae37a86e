package org.odklep.testing;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/** Asks a policy server as Postfix does, for tests that need more questions than Postfix would ask. */
public final class PolicyClient implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader in;

    private PolicyClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    public static PolicyClient connect(int port) {
        try {
            return new PolicyClient(new Socket(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hands in one message to one recipient: both questions; the answer that ends it. */
    public String send(String account, String recipient) {
        String instance = Long.toHexString(ThreadLocalRandom.current().nextLong());
        String answer = ask("RCPT", account, recipient, instance, 0);
        return answer.equals("DUNNO") ? ask("END-OF-MESSAGE", account, recipient, instance, 1) : answer;
    }

    /** One question; the action that answers it. */
    public String ask(String state, String account, String recipient, String instance, int count) {
        try {
            socket.getOutputStream().write("""
                    request=smtpd_access_policy
                    protocol_state=%s
                    protocol_name=ESMTP
                    client_address=127.0.0.1
                    sender=%s
                    recipient=%s
                    recipient_count=%d
                    queue_id=3C0FFEE
                    instance=%s
                    size=1234
                    sasl_username=%s

                    """.formatted(state, account, recipient, count, instance, account)
                    .getBytes(StandardCharsets.UTF_8));
            String action = in.readLine();
            if (action == null || !"".equals(in.readLine())) {
                throw new EOFException("no whole answer");
            }
            return action.substring("action=".length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
