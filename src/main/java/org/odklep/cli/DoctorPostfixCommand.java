package org.odklep.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.odklep.cli.client.Json;
import org.odklep.cli.client.LocalServer;
import org.odklep.cli.doctor.DoctorReport;
import org.odklep.cli.doctor.Gate;
import org.odklep.cli.doctor.PolicyEndpoint;
import org.odklep.cli.doctor.Postconf;
import org.odklep.cli.doctor.PostconfReading;
import org.odklep.cli.doctor.PostfixDoctor;
import org.odklep.cli.doctor.PostfixSettings;
import org.odklep.cli.doctor.RecommendedLines;
import org.odklep.cli.terminal.CommandFailed;
import org.odklep.cli.terminal.ExitCode;
import org.odklep.cli.terminal.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code odklep doctor postfix}: does Postfix ask the gate about every message, and do as it is told? */
@Command(
        name = "postfix",
        description = {
            "Say what is wrong with the lines in Postfix.",
            "What is missing or misplaced for Odklep to be asked, with the lines to paste.",
            "It changes nothing, and asks no server.",
            "Exit code 0: nothing is wrong; 1: there are errors or warnings;",
            "66: there is no Postfix to read here, or a file holds something else."
        })
final class DoctorPostfixCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "Output of postconf -n and postconf -M; - for standard input (default: run both here).")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--config-dir", paramLabel = "DIR", description = "Where main.cf and master.cf are, if not usual.")
    private @Nullable Path directory;

    @Option(
            names = "--gate",
            paramLabel = "ENDPOINT",
            description = {
                "Where Odklep's gate listens, such as inet:127.0.0.1:10040 or unix:/run/odklep/policy",
                "(default: as the server that runs here left it in its data directory;",
                "with FILE only where --data names that)."
            })
    private @Nullable String gate;

    @Option(names = "--data", paramLabel = "DIR", description = "The server's data directory (or ODKLEP_DATA).")
    private @Nullable Path data;

    @Option(names = "--lines", description = "Only print the lines for main.cf and master.cf.")
    private boolean lines;

    @Option(names = "--json", description = "Print the findings as JSON.")
    private boolean json;

    DoctorPostfixCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Optional<PolicyEndpoint> endpoint = endpoint();
        if (lines) {
            if (endpoint.isEmpty()) {
                shell.errors()
                        .println("odklep: the gate is taken for " + PolicyEndpoint.USUAL
                                + ", the usual place: no server was found here, --gate names another");
            }
            shell.write(new RecommendedLines(endpoint.orElse(PolicyEndpoint.USUAL)).text());
            return ExitCode.OK.number();
        }
        Gate known = new Gate(endpoint.stream().toList(), 0);
        return switch (read()) {
            case PostconfReading.Unreadable(String problem) -> throw new CommandFailed(ExitCode.NO_INPUT, problem);
            case PostfixSettings settings -> report(DoctorReport.of(PostfixDoctor.examine(settings, known)));
        };
    }

    private int report(DoctorReport report) {
        shell.write(json ? Json.line(Json.of(report)) + "\n" : report.text(shell.width()));
        return (report.isFine() ? ExitCode.OK : ExitCode.NO).number();
    }

    private Optional<PolicyEndpoint> endpoint() {
        if (gate == null) {
            return local();
        }
        return Optional.of(PolicyEndpoint.parse(gate)
                .orElseThrow(() -> new CommandFailed(
                        ExitCode.USAGE, "'" + gate + "' is not an endpoint such as inet:127.0.0.1:10040")));
    }

    /**
     * Where the server of this machine listens, for those who may read it; said where lines are to be pasted. Output of
     * postconf may come from another machine, which asks a server here at another address: then only {@code --data} says.
     */
    private Optional<PolicyEndpoint> local() {
        Optional<LocalServer> server = LocalServer.find(data, shell);
        Optional<PolicyEndpoint> listening = server.stream()
                .flatMap(each -> each.postfix().stream())
                .flatMap(each -> PolicyEndpoint.parse(each).stream())
                .findFirst();
        if (lines && listening.isPresent()) {
            shell.errors()
                    .println("odklep: the gate is " + listening.get() + ", as the server says in "
                            + server.map(LocalServer::file).orElseThrow());
        }
        return lines || files.isEmpty() || data != null ? listening : Optional.empty();
    }

    private PostconfReading read() {
        if (files.isEmpty()) {
            return Postconf.read(Optional.ofNullable(directory));
        }
        if (directory != null) {
            throw new CommandFailed(ExitCode.USAGE, "give either files or --config-dir");
        }
        StringBuilder text = new StringBuilder();
        files.forEach(file -> text.append(shell.read(file)).append('\n'));
        return PostfixSettings.read(text.toString());
    }
}
