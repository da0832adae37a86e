package org.odklep.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.odklep.cli.doctor.Finding.Severity;

/** A Postfix configuration in a directory of its own, read by the real postconf. */
final class MailServer {
    static final Gate GATE = new Gate(List.of(PolicyEndpoint.USUAL), 500);

    /** What every test configuration needs beside the services under test. */
    private static final String OTHER_SERVICES = """
            cleanup   unix  n       -       n       -       0       cleanup
            qmgr      unix  n       -       n       300     1       qmgr
            rewrite   unix  -       -       n       -       -       trivial-rewrite
            """;

    private final Path directory;
    private String main = "compatibility_level = 3.6\n";
    private String master = OTHER_SERVICES;

    private MailServer(Path directory) {
        this.directory = directory;
    }

    static MailServer in(Path directory) {
        return new MailServer(directory);
    }

    MailServer main(String lines) {
        main += lines.stripIndent() + "\n";
        return this;
    }

    MailServer main(List<String> lines) {
        return main(String.join("\n", lines));
    }

    /** Adds a service and the options below it. */
    MailServer service(String line, String... options) {
        master += line + "\n" + (options.length == 0 ? "" : "  " + String.join("\n  ", options) + "\n");
        return this;
    }

    /** Adds a submission service with AUTH. */
    MailServer submission(String... options) {
        List<String> all = new ArrayList<>(List.of(
                "-o smtpd_sasl_auth_enable=yes", "-o smtpd_relay_restrictions=permit_sasl_authenticated,reject"));
        all.addAll(List.of(options));
        return service("submission inet n - n - - smtpd", all.toArray(String[]::new));
    }

    /** Takes a whole master.cf in place of the services so far. */
    MailServer master(String text) {
        master = text;
        return this;
    }

    /** Applies what a remedy says: main.cf lines at the end, options below their service. */
    MailServer apply(String remedy) {
        String service = "";
        for (String line : remedy.lines().toList()) {
            int quote = line.indexOf("begins with \"");
            if (quote >= 0) {
                service = line.substring(quote + 13, line.indexOf('"', quote + 13));
            } else if (line.startsWith("\t  -o ")) {
                master = withOption(master, service.split(" ", 2)[0], line.substring(1));
            } else if (line.startsWith("\t")) {
                main += line.substring(1) + "\n";
            }
        }
        return this;
    }

    private static String withOption(String master, String service, String option) {
        List<String> lines = new ArrayList<>(master.lines().toList());
        int at = 0;
        while (!lines.get(at).startsWith(service + " ")) {
            at++;
        }
        String name = option.substring(0, option.indexOf('=') + 1);
        for (int i = at + 1; i < lines.size() && lines.get(i).matches("[ #].*"); i++) {
            if (lines.get(i).replaceAll("[{ ]", "").startsWith(name.replaceAll("[{ ]", ""))) {
                lines.remove(i--);
            }
        }
        lines.add(at + 1, option);
        return String.join("\n", lines) + "\n";
    }

    PostconfReading read() {
        write("main.cf", main);
        write("master.cf", master);
        return Postconf.read(Optional.of(directory));
    }

    /** Postfix takes a file that is younger than a second for one still being written, and waits. */
    private void write(String name, String text) {
        try {
            Path file = Files.writeString(directory.resolve(name), text);
            Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    PostfixSettings settings() {
        return switch (read()) {
            case PostfixSettings settings -> settings;
            case PostconfReading.Unreadable unreadable ->
                throw new AssertionError(unreadable.problem() + " (this test needs Debian's package postfix)");
        };
    }

    List<Finding> examine() {
        return examine(GATE);
    }

    List<Finding> examine(Gate gate) {
        List<Finding> findings = PostfixDoctor.examine(settings(), gate);
        assertThat(findings).isNotEmpty();
        return findings;
    }

    /** The findings that make the exit status differ from 0. */
    static List<Finding> trouble(List<Finding> findings) {
        return findings.stream().filter(Finding::isTrouble).toList();
    }

    /** The one finding about something; fails when there is none, or another one. */
    static Finding only(List<Finding> findings, Severity severity, String what) {
        List<Finding> found = findings.stream()
                .filter(finding ->
                        finding.severity() == severity && finding.what().contains(what))
                .toList();
        assertThat(found)
                .as("findings of severity %s with '%s' among %s", severity, what, findings)
                .hasSize(1);
        return found.getFirst();
    }
}
