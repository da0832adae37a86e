package org.odklep.app.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Somebody with another's password, who sends as Postfix would hand it on: asks the real gate over its port, in the protocol of
 * Postfix, about one message after the other to people whom the owner never wrote to. Goes on when refused, as such programs
 * do; after a release it is quiet for a while and begins again, as long as the stolen password is good. That is looked up and
 * not tried: a submission server would refuse the sign-in, and ask the gate nothing.
 */
final class Hijacker {
    private static final Logger LOG = LoggerFactory.getLogger(Hijacker.class);
    private static final int RECIPIENTS = 15;
    private static final int TIMEOUT_MS = 10_000;

    private final InetSocketAddress gate;
    private final Person victim;
    private final BooleanSupplier knowsPassword;
    private final Pace pace;
    private final Random random = new Random();
    private boolean refused;
    private long messages;

    /** @param knowsPassword whether the stolen password still lets somebody in */
    Hijacker(int port, Person victim, BooleanSupplier knowsPassword, Pace pace) {
        this.knowsPassword = knowsPassword;
        this.gate = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.victim = victim;
        this.pace = pace;
    }

    /**
     * How long to wait.
     *
     * @param message between two messages
     * @param release after a message that passes again
     */
    record Pace(Duration message, Duration release) {
        static final Pace USUAL = new Pace(Duration.ofSeconds(8), Duration.ofMinutes(2));
    }

    /** Begins; ends with the program. */
    void begin() {
        Thread.ofPlatform().daemon().name("demo-hijacker").start(this::goOn);
    }

    private void goOn() {
        try {
            while (true) {
                Thread.sleep(sendOne());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends a message; a result is how long to wait for the next one. */
    private Duration sendOne() {
        if (!knowsPassword.getAsBoolean()) {
            return pace.release;
        }
        try {
            boolean passed = send("demo" + Long.toHexString(random.nextLong()));
            boolean released = passed && refused;
            refused = !passed;
            return released ? pace.release : pace.message;
        } catch (IOException e) {
            LOG.debug("the gate does not answer", e);
            return pace.message;
        }
    }

    private boolean send(String instance) throws IOException {
        messages++;
        try (Socket socket = new Socket()) {
            socket.connect(gate, TIMEOUT_MS);
            socket.setSoTimeout(TIMEOUT_MS);
            BufferedReader answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            OutputStream questions = socket.getOutputStream();
            for (int i = 0; i < RECIPIENTS; i++) {
                if (!ask(question("RCPT", instance, stranger(), 0), questions, answers)) {
                    return false;
                }
            }
            return ask(question("END-OF-MESSAGE", instance, "", RECIPIENTS), questions, answers);
        }
    }

    private String stranger() {
        String domain = MailHistory.OUTSIDE.get(random.nextInt(MailHistory.OUTSIDE.size()));
        return "someone" + Long.toString(random.nextLong(1L << 40), 36) + "@" + domain;
    }

    /** The attributes that matter, as smtpd_policy(5) lists them. */
    private String question(String state, String instance, String recipient, int count) {
        return String.join(
                "\n",
                "request=smtpd_access_policy",
                "protocol_state=" + state,
                "protocol_name=ESMTP",
                "client_address=" + Story.LIVE,
                "client_name=unknown",
                "sasl_method=PLAIN",
                "sasl_username=" + victim.address(),
                "sender=" + victim.address(),
                "recipient=" + recipient,
                "recipient_count=" + count,
                "queue_id=" + (count == 0 ? "" : "4DEMO" + messages + "z"),
                "instance=" + instance,
                "size=" + (count == 0 ? 0 : 6800 + random.nextInt(400)),
                "",
                "");
    }

    private static boolean ask(String question, OutputStream questions, BufferedReader answers) throws IOException {
        questions.write(question.getBytes(UTF_8));
        questions.flush();
        String action = answers.readLine();
        answers.readLine();
        if (action == null) {
            throw new IOException("the gate hung up");
        }
        return action.equals("action=DUNNO");
    }
}
