package org.odklep.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

/**
 * A real Postfix that takes mail on a submission port (AUTH needed, Dovecot checks the password) and on a plain port as
 * 25 would be (no AUTH). Mail for internal domains is discarded, mail for others goes to a smtp-sink. Needs root, because
 * Postfix does, and Debian's packages postfix, dovecot-core and dovecot-imapd.
 */
public final class MailServer implements AutoCloseable {
    private final OpenResources open = new OpenResources();
    private final TestDirectory directory;
    private final int submissionPort = FreePorts.next();
    private final int plainPort = FreePorts.next();
    private final int sinkPort = FreePorts.next();
    private final int imapPort = FreePorts.next();
    private final ServerProcess postfix;
    private ServerProcess dovecot;

    private MailServer(MailSetup setup) {
        directory = open.add(TestDirectory.create());
        try {
            startSink();
            dovecot = startDovecot(setup);
            postfix = startPostfix(setup);
        } catch (RuntimeException e) {
            open.close();
            throw e;
        }
    }

    /**
     * Starts a server and returns when it accepts mail. Should Postfix end without a word, a port was taken meanwhile: it
     * tells that to syslog alone.
     *
     * @throws IllegalStateException with the log of the program that did not start, or when we are not root
     */
    public static MailServer start(MailSetup setup) {
        if (!SystemUser.isRoot()) {
            throw new IllegalStateException(
                    "Postfix starts only as root: run these tests as root, for example in a container");
        }
        if (setup.internalDomains.isEmpty()) {
            throw new IllegalArgumentException("a mail server needs an internal domain, which names it");
        }
        return new MailServer(setup);
    }

    /** Where authenticated users send. */
    public int submissionPort() {
        return submissionPort;
    }

    /** Where unauthenticated mail comes in. */
    public int smtpPort() {
        return plainPort;
    }

    /** Where Dovecot answers IMAP, without TLS. */
    public int imapPort() {
        return imapPort;
    }

    /** Postfix's log so far, in the traditional syslog form. */
    public String log() {
        return read("mail.log");
    }

    /**
     * Waits until Postfix's log holds a text; it logs a delivery after it has answered the client.
     *
     * @throws IllegalStateException with the whole log after two minutes
     */
    public void awaitLog(String text) {
        postfix.awaitLog(text);
    }

    /** Dovecot's log so far. */
    public String dovecotLog() {
        return read("dovecot.log");
    }

    /** Ends Dovecot, does something, and starts Dovecot again. */
    public void withoutDovecot(Runnable work) {
        dovecot.close();
        work.run();
        dovecot = startDovecot();
    }

    /** All messages for other domains that arrived so far, each after its envelope as smtp-sink writes it (X- lines). */
    public String delivered() {
        return Files.exists(directory.resolve("sink/messages")) ? read("sink/messages") : "";
    }

    /** The directory with main.cf and master.cf. */
    public Path configDirectory() {
        return directory.resolve("postfix");
    }

    /** What postconf prints about this server, for example for {@code postconf("-M")}. */
    public String postconf(String... arguments) {
        return ProgramRun.of(Stream.concat(
                                Stream.of(
                                        "/usr/sbin/postconf",
                                        "-c",
                                        configDirectory().toString()),
                                Stream.of(arguments))
                        .toList())
                .orFail();
    }

    @Override
    public void close() {
        open.close();
    }

    private void startSink() {
        String messages =
                directory.makeDirectory("sink", "nobody").resolve("messages").toString();
        String address = "127.0.0.1:" + sinkPort;
        List<String> command = List.of("/usr/sbin/smtp-sink", "-u", "nobody", "-D", messages, address, "1000");
        start("smtp-sink", "sink.log", command).awaitPort(sinkPort);
    }

    private ServerProcess startDovecot(MailSetup setup) {
        DovecotConfiguration configuration = new DovecotConfiguration(setup, directory, imapPort);
        directory.makeDirectory("mailboxes", "nobody");
        directory.write("users", configuration.users());
        directory.write("dovecot.conf", configuration.main());
        return startDovecot();
    }

    private ServerProcess startDovecot() {
        String file = directory.resolve("dovecot.conf").toString();
        ServerProcess process = start("dovecot", "dovecot.log", List.of("/usr/sbin/dovecot", "-F", "-c", file));
        process.awaitPort(imapPort);
        return process;
    }

    private ServerProcess startPostfix(MailSetup setup) {
        PostfixConfiguration configuration =
                new PostfixConfiguration(setup, directory, submissionPort, plainPort, sinkPort);
        directory.makeDirectory("queue", "root");
        directory.makeDirectory("data", "postfix");
        writeSettled("postfix/main.cf", configuration.main());
        writeSettled("postfix/master.cf", configuration.master());
        String config = configDirectory().toString();
        ProgramRun.of("/usr/sbin/postfix", "-c", config, "check").orFail();
        ServerProcess master = start("postfix", "mail.log", List.of("/usr/lib/postfix/sbin/master", "-c", config));
        master.awaitLog("daemon started");
        return master;
    }

    /** Postfix reads a file again and again for two seconds when it was only just changed: make it look old. */
    private void writeSettled(String name, String text) {
        try {
            Files.setLastModifiedTime(directory.write(name, text), FileTime.fromMillis(0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ServerProcess start(String name, String log, List<String> command) {
        return open.add(ServerProcess.start(name, directory.resolve(log), command));
    }

    private String read(String name) {
        try {
            return Files.readString(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
