package org.odklep.cli.replay.log;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;

/** Writes logs of a made-up mail server with much the mix of lines that a real one has; the same seed, the same log. */
final class MadeLog {
    private static final DateTimeFormatter CLASSIC = DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ROOT);
    private static final String DIGITS = "0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz";

    private final Random random;
    private final PrintStream out;
    private final boolean iso;
    private Instant now;
    private long lines;
    private long submitted;
    private long recipients;
    private long incoming;

    MadeLog(PrintStream out, long seed, Instant start, boolean iso) {
        this.out = out;
        this.random = new Random(seed);
        this.now = start;
        this.iso = iso;
    }

    /** A log of at least so many lines, in memory. */
    static byte[] bytes(int lines, long seed, Instant start, boolean iso) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.US_ASCII)) {
            new MadeLog(out, seed, start, iso).write(lines);
        }
        return bytes.toByteArray();
    }

    void write(long atLeast) {
        while (lines < atLeast) {
            switch (random.nextInt(10)) {
                case 0, 1, 2 -> submit();
                case 3, 4, 5 -> receive();
                case 6, 7 -> reject();
                default -> dovecot();
            }
        }
        out.flush();
    }

    long lines() {
        return lines;
    }

    /** Messages of authenticated users. */
    long submitted() {
        return submitted;
    }

    /** Their recipients. */
    long recipients() {
        return recipients;
    }

    /** Messages without a user. */
    long incoming() {
        return incoming;
    }

    private void submit() {
        String id = queueId();
        String client = "host-%d.isp.example[198.51.%d.%d]"
                .formatted(random.nextInt(200), random.nextInt(4), random.nextInt(250));
        int count = random.nextInt(8) == 0 ? 1 + random.nextInt(20) : 1;
        String user = "user" + random.nextInt(500) + "@example.si";
        log("submission/smtpd", "connect from " + client);
        log("submission/smtpd", id + ": client=" + client + ", sasl_method=PLAIN, sasl_username=" + user);
        log("cleanup", id + ": message-id=<" + Long.toHexString(random.nextLong()) + "@example.si>");
        queued(id, user, count);
        log(
                "submission/smtpd",
                "disconnect from " + client + " ehlo=2 starttls=1 auth=1 mail=1 rcpt=1 data=1 quit=1 commands=8");
        for (int i = 0; i < count; i++) {
            String to = "someone" + random.nextInt(100_000) + "@domain" + random.nextInt(3000) + ".example";
            String relay = "mx.domain.example[203.0.113.%d]:25".formatted(random.nextInt(250));
            if (random.nextInt(12) == 0) {
                delivered(
                        id,
                        to,
                        relay,
                        "dsn=4.2.0, status=deferred (host " + relay
                                + " said: 451 4.7.1 Greylisted, try again later (in reply to RCPT TO command))");
                queued(id, user, count);
            }
            delivered(id, to, relay, "dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as " + queueId() + ")");
        }
        log("qmgr", id + ": removed");
        submitted++;
        recipients += count;
    }

    private void receive() {
        String id = queueId();
        String client = "out-%d.sender.example[192.0.2.%d]".formatted(random.nextInt(900), random.nextInt(250));
        log("smtpd", "connect from " + client);
        log("smtpd", id + ": client=" + client);
        log("cleanup", id + ": message-id=<" + Long.toHexString(random.nextLong()) + "@sender.example>");
        queued(id, "news" + random.nextInt(3000) + "@sender.example", 1);
        log("smtpd", "disconnect from " + client + " ehlo=1 mail=1 rcpt=1 data=1 quit=1 commands=5");
        delivered(
                id,
                "user" + random.nextInt(500) + "@example.si",
                "mx.example.si[private/dovecot-lmtp]",
                "dsn=2.0.0, status=sent (250 2.0.0 <user@example.si> Saved)");
        log("qmgr", id + ": removed");
        incoming++;
    }

    private void reject() {
        String client = "unknown[203.0.113." + random.nextInt(250) + "]";
        log("smtpd", "connect from " + client);
        log(
                "smtpd",
                "NOQUEUE: reject: RCPT from " + client
                        + ": 554 5.7.1 <x@example.org>: Relay access denied; from=<a@b.example> to=<x@example.org> proto=ESMTP helo=<pc>");
        log("smtpd", "lost connection after RCPT from " + client);
        log("smtpd", "disconnect from " + client + " ehlo=1 mail=1 rcpt=0/1 commands=2/3");
    }

    private void dovecot() {
        line("dovecot: imap-login: Login: user=<user" + random.nextInt(500)
                + "@example.si>, method=PLAIN, rip=198.51.100.7, lip=192.0.2.1, mpid=" + random.nextInt(30000)
                + ", TLS, session=<x>");
    }

    private void queued(String id, String sender, int count) {
        log(
                "qmgr",
                id + ": from=<" + sender + ">, size=" + (400 + random.nextInt(90_000)) + ", nrcpt=" + count
                        + " (queue active)");
    }

    private void delivered(String id, String to, String relay, String rest) {
        log(
                relay.contains("lmtp") ? "lmtp" : "smtp",
                id + ": to=<" + to + ">, relay=" + relay + ", delay=0.8, delays=0.1/0.01/0.3/0.39, " + rest);
    }

    private void log(String program, String text) {
        line("postfix/" + program + "[" + (1000 + random.nextInt(30_000)) + "]: " + text);
    }

    private void line(String rest) {
        now = now.plusMillis(random.nextInt(60));
        String time = iso
                ? DateTimeFormatter.ISO_INSTANT.format(now.plusNanos(1000)).replace("Z", "+00:00")
                : CLASSIC.format(now.atOffset(ZoneOffset.UTC));
        out.print(time + " mail " + rest + "\n");
        lines++;
    }

    private String queueId() {
        StringBuilder id = new StringBuilder("4");
        for (int i = 0; i < 10; i++) {
            id.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
        }
        return id.append("z3B2k").toString();
    }
}
