package org.odklep.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * One SMTP session with a server on 127.0.0.1, which may send many messages. Replies are values: only a broken
 * connection, or no reply for half a minute, is an exception ({@link UncheckedIOException}).
 */
public final class SmtpClient implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 30_000;

    private final Socket socket;
    private final BufferedReader in;
    private final OutputStream out;

    private SmtpClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        this.out = socket.getOutputStream();
    }

    /**
     * Connects, reads the greeting and says EHLO.
     *
     * @throws IllegalStateException when the server refuses either
     */
    public static SmtpClient connect(int port) {
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.setTcpNoDelay(true);
            SmtpClient client = new SmtpClient(socket);
            client.requirePositive(client.reply());
            client.requirePositive(client.command("EHLO client.example"));
            return client;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connects and signs in with AUTH PLAIN; fails as {@link #connect} does when the password is not taken. */
    public static SmtpClient connect(int port, String user, String password) {
        SmtpClient client = connect(port);
        client.requirePositive(client.authPlain(user, password));
        return client;
    }

    /** Signs in with a name and a password (RFC 4616). */
    public SmtpReply authPlain(String user, String password) {
        String token = "\0" + user + "\0" + password;
        return command("AUTH PLAIN " + Base64.getEncoder().encodeToString(token.getBytes(UTF_8)));
    }

    /** Sends one command line and reads the reply. */
    public SmtpReply command(String line) {
        write(line + "\r\n");
        return reply();
    }

    /** MAIL FROM; the empty text is the null sender. */
    public SmtpReply mail(String sender) {
        return command("MAIL FROM:<" + sender + ">");
    }

    /** RCPT TO. */
    public SmtpReply recipient(String recipient) {
        return command("RCPT TO:<" + recipient + ">");
    }

    /** MAIL and RCPT of a new message: the reply to the recipient, or to the sender when that is refused. */
    public SmtpReply recipientOf(String sender, String recipient) {
        requirePositive(command("RSET"));
        SmtpReply mail = mail(sender);
        return mail.isPositive() ? recipient(recipient) : mail;
    }

    /** DATA with a text of header, empty line and body; the reply is that of DATA when it is refused, else the final one. */
    public SmtpReply data(String message) {
        SmtpReply ready = command("DATA");
        if (!ready.isPositive()) {
            return ready;
        }
        String lines = message.replace("\r\n", "\n").replace("\n.", "\n..").replace("\n", "\r\n");
        write((lines.startsWith(".") ? "." : "") + lines + (lines.endsWith("\r\n") ? "" : "\r\n") + ".\r\n");
        return reply();
    }

    /** Sends one short message as far as the server lets it; what was begun is reset when it is not finished. */
    public Sent send(String sender, String... recipients) {
        return send("Subject: test\n\nHello.\n", sender, List.of(recipients));
    }

    /** The same with a text of header, empty line and body. */
    public Sent send(String message, String sender, List<String> recipients) {
        SmtpReply mail = mail(sender);
        List<SmtpReply> replies = new ArrayList<>();
        if (mail.isPositive()) {
            recipients.forEach(recipient -> replies.add(recipient(recipient)));
        }
        Optional<SmtpReply> end =
                replies.stream().anyMatch(SmtpReply::isPositive) ? Optional.of(data(message)) : Optional.empty();
        if (end.filter(SmtpReply::isPositive).isEmpty()) {
            requirePositive(command("RSET"));
        }
        return new Sent(mail, List.copyOf(replies), end);
    }

    @Override
    public void close() {
        try (socket) {
            command("QUIT");
        } catch (UncheckedIOException | IOException _) {
            // The server was faster: there is nothing left to end.
        }
    }

    private void write(String text) {
        try {
            out.write(text.getBytes(UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SmtpReply reply() {
        try {
            List<String> lines = new ArrayList<>();
            String line;
            do {
                line = in.readLine();
                if (line == null) {
                    throw new EOFException("the server closed the connection after " + lines);
                }
                lines.add(line);
            } while (line.startsWith("-", 3));
            return new SmtpReply(List.copyOf(lines));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void requirePositive(SmtpReply reply) {
        if (!reply.isPositive()) {
            close();
            throw new IllegalStateException(reply.toString());
        }
    }

    /**
     * What became of one message.
     *
     * @param mail the reply to MAIL
     * @param recipients the replies to RCPT, in their order; empty when MAIL was refused
     * @param end the last reply to the message; empty when no recipient was accepted
     */
    public record Sent(SmtpReply mail, List<SmtpReply> recipients, Optional<SmtpReply> end) {
        /** True when the server took the message, for one recipient at least. */
        public boolean isAccepted() {
            return end.filter(SmtpReply::isPositive).isPresent();
        }

        /** The reply that ended it: of the end of the message, else of the last recipient, else of MAIL. */
        public SmtpReply last() {
            return end.orElseGet(() -> recipients.isEmpty() ? mail : recipients.getLast());
        }
    }
}
