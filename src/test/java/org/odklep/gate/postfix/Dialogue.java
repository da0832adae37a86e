package org.odklep.gate.postfix;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.odklep.gate.net.Endpoint;
import org.odklep.gate.net.Listener;
import org.odklep.kernel.MailDomain;
import org.odklep.sending.Limit;
import org.odklep.sending.Refusals;
import org.odklep.sending.SendingSetup;

/**
 * A policy gate for example.si at a real socket, and a client that plays a dialogue with it.
 *
 * <p>Lines of a dialogue: {@code name=value} is an attribute, with {@code \xHH} for any byte; an empty line ends the
 * request and waits for its reply; {@code #} begins a comment. The line {@code request=smtpd_access_policy} is added to
 * every request. Commands:
 *
 * <pre>
 * &#64;limit KEY N      sets a limit; without it there is none
 * &#64;later SECONDS    lets time pass
 * &#64;bytewise         sends what follows one byte at a time
 * &#64;hold, &#64;send      gathers the requests between them and sends them at once
 * &#64;raw TEXT         sends the bytes of TEXT as they are and waits for what comes
 * &#64;fill N           sends N times the letter a
 * &#64;reconnect        goes on with a new connection
 * &#64;counters         prints what the gate counted
 * </pre>
 */
final class Dialogue implements AutoCloseable {
    private static final String REQUEST = "request=smtpd_access_policy\n";

    private final Map<Limit, Integer> limits = new EnumMap<>(Limit.class);
    private final SendingSetup setup = new SendingSetup(SendingSetup.limited(limits));
    private final GateCounters counters = new GateCounters();
    private final StringBuilder transcript = new StringBuilder();
    private final ByteArrayOutputStream request = new ByteArrayOutputStream();
    private final Listener listener;
    private volatile Instant now = SendingSetup.NOON;
    private SocketChannel channel;
    private boolean bytewise;
    private boolean holding;
    private int held;

    Dialogue(Endpoint endpoint) throws IOException {
        PostfixGate gate = new PostfixGate(
                setup.guard(),
                new Recipients(
                        () -> List.of(MailDomain.of("example.si")), "key of the test".getBytes(StandardCharsets.UTF_8)),
                new Replies(new Refusals("postmaster@example.si")),
                () -> Optional.of(MailDomain.of("example.si")),
                UnaryOperator.identity(),
                counters);
        this.listener = Listener.start(
                endpoint,
                new Listener.Settings("dialogue", 10, Duration.ofMinutes(1), "rw-rw----"),
                new PolicySession(gate, counters, () -> now));
        this.channel = SocketChannel.open(listener.endpoint().socketAddress());
    }

    /** Plays all lines; the transcript holds them with what came back, marked by {@code <-}. */
    String play(List<String> lines) throws IOException {
        for (String line : lines) {
            transcript.append(line).append('\n');
            if (line.startsWith("@")) {
                command(line.split(" ", 3));
            } else if (line.isEmpty()) {
                endRequest();
            } else if (!line.startsWith("#")) {
                request.write(bytes(line + "\n"));
            }
        }
        return transcript.toString();
    }

    @Override
    public void close() throws IOException {
        channel.close();
        listener.close();
    }

    private void command(String[] words) throws IOException {
        switch (words[0]) {
            case "@limit" -> {
                limits.put(Limit.byKey(words[1]).orElseThrow(), Integer.parseInt(words[2]));
                setup.policy(SendingSetup.limited(limits));
            }
            case "@later" -> now = now.plusSeconds(Long.parseLong(words[1]));
            case "@bytewise" -> bytewise = true;
            case "@hold" -> holding = true;
            case "@send" -> {
                send();
                for (int i = 0; i < held; i++) {
                    readReply();
                }
                held = 0;
                holding = false;
            }
            case "@raw" -> {
                request.write(bytes(words[1]));
                send();
                readReply();
            }
            case "@fill" -> {
                request.write("a".repeat(Integer.parseInt(words[1])).getBytes(StandardCharsets.US_ASCII));
                send();
                readReply();
            }
            case "@reconnect" -> {
                channel.close();
                channel = SocketChannel.open(listener.endpoint().socketAddress());
            }
            case "@counters" -> printCounters();
            default -> throw new IllegalArgumentException("unknown command " + words[0]);
        }
    }

    private void endRequest() throws IOException {
        if (request.size() == 0) {
            return;
        }
        request.write(bytes(REQUEST + "\n"));
        if (holding) {
            held++;
        } else {
            send();
            readReply();
        }
    }

    private void send() throws IOException {
        byte[] all = request.toByteArray();
        request.reset();
        int step = bytewise ? 1 : Math.max(1, all.length);
        try {
            for (int from = 0; from < all.length; from += step) {
                ByteBuffer part = ByteBuffer.wrap(all, from, Math.min(step, all.length - from));
                while (part.hasRemaining()) {
                    channel.write(part);
                }
            }
        } catch (IOException e) {
            // The gate closed the connection before it had read everything; the read below tells.
        }
    }

    private void readReply() throws IOException {
        ByteArrayOutputStream reply = new ByteArrayOutputStream();
        ByteBuffer one = ByteBuffer.allocate(1);
        String text = "";
        while (!text.endsWith("\n\n")) {
            if (read(one.clear()) < 0) {
                transcript.append("<- (closed)\n");
                return;
            }
            reply.write(one.get(0));
            text = reply.toString(StandardCharsets.UTF_8);
        }
        transcript.append("<- ").append(text);
    }

    /** A connection that was reset is closed as well: bytes of ours were on their way to it. */
    private int read(ByteBuffer into) {
        try {
            return channel.read(into);
        } catch (IOException e) {
            return -1;
        }
    }

    private void printCounters() {
        List<String> counts = new ArrayList<>();
        for (GateCounters.Outcome outcome : GateCounters.Outcome.values()) {
            if (counters.of(outcome) > 0) {
                counts.add(outcome + " " + counters.of(outcome));
            }
        }
        counts.add("malformed " + counters.malformedSessions());
        transcript.append("<- ").append(String.join(", ", counts)).append('\n');
    }

    private static byte[] bytes(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int from = 0;
        for (int at = text.indexOf("\\x"); at >= 0; at = text.indexOf("\\x", from)) {
            bytes.writeBytes(text.substring(from, at).getBytes(StandardCharsets.UTF_8));
            bytes.write(Integer.parseInt(text.substring(at + 2, at + 4), 16));
            from = at + 4;
        }
        bytes.writeBytes(text.substring(from).getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }
}
