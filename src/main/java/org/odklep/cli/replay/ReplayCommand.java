package org.odklep.cli.replay;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.odklep.cli.replay.log.LogReader;
import org.odklep.cli.replay.log.LogReading;
import org.odklep.cli.replay.log.LogSource;
import org.odklep.cli.replay.log.ReadProgress;
import org.odklep.cli.terminal.ExitCode;
import org.odklep.cli.terminal.Shell;
import org.odklep.kernel.MailDomain;
import org.odklep.sending.OutboundPolicies;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code odklep replay}: who would have been restricted, told from a Postfix log alone. */
@Command(
        name = "replay",
        description = {
            "Try policies on a Postfix log of the past.",
            "It says who would have been restricted, when and why."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Done, whatever was found.",
            "2:The command line is wrong, or the policies are not valid; every problem is listed.",
            "66:A file cannot be read, or ends early: what was read is reported; or none of them is a log."
        })
public final class ReplayCommand implements Callable<Integer> {
    private final Shell shell;
    private final Supplier<PolicyChoice> current;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "Postfix logs, plain or .gz, rotated ones in any order; - is standard input.")
    private List<String> files = new ArrayList<>();

    @Option(
            names = "--policy",
            paramLabel = "JSON",
            description = {
                "A file with a policy or a list of policies",
                "(default: those of the server that the other commands find, else those of a new one)."
            })
    private @Nullable Path policy;

    @Option(
            names = "--domain",
            paramLabel = "DOMAIN",
            description = "An internal domain, subdomains included; may be repeated (default: those of the accounts).")
    private List<String> domains = new ArrayList<>();

    @Option(
            names = "--default-domain",
            paramLabel = "DOMAIN",
            description = {
                "Added to account names that come without a domain,",
                "in the log and in the file of --policy, as odklep.default-domain is (default: none)."
            })
    private @Nullable String defaultDomain;

    @ArgGroup
    private Format format = new Format();

    @Option(names = "--no-progress", description = "Show no progress bar on the terminal.")
    private boolean noProgress;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** @param current the policies when no file names others */
    public ReplayCommand(Shell shell, Supplier<PolicyChoice> current) {
        this.shell = shell;
        this.current = current;
    }

    @Override
    public Integer call() {
        List<MailDomain> named = namedDomains();
        try {
            return policy == null ? replay(current.get(), named) : replayWith(policy, named);
        } catch (IOException e) {
            return fail(ExitCode.NO_INPUT, String.valueOf(e.getMessage()));
        }
    }

    private int replayWith(Path file, List<MailDomain> named) throws IOException {
        return switch (PolicyFile.read(text(file), new OutboundPolicies.Defaults(shell.zone(), defaultDomain()))) {
            case PolicyFile.Reading.Policies(var policies) ->
                replay(new PolicyChoice(policies, "those of the file " + file), named);
            case PolicyFile.Reading.Problems(var problems) ->
                fail(ExitCode.USAGE, file + " is not valid:\n  " + String.join("\n  ", problems));
        };
    }

    private int replay(PolicyChoice policies, List<MailDomain> named) throws IOException {
        Optional<MailDomain> missing = defaultDomain();
        LogReading reading = read(LogSource.of(files, shell.input())).at(missing);
        InternalDomains internal =
                named.isEmpty() ? InternalDomains.guess(reading.messages()) : InternalDomains.named(named);
        print(ReplayReport.of(reading, policies, internal));
        return reading.isWhole()
                ? ExitCode.OK.number()
                : fail(
                        ExitCode.NO_INPUT,
                        "a log ends early: what was read counts, and a note says where it breaks off");
    }

    private LogReading read(List<LogSource> sources) throws IOException {
        if (noProgress || !shell.errorsAreShown()) {
            return read(sources, ReadProgress.NONE);
        }
        try (ProgressBar bar = new ProgressBar(errors())) {
            return read(sources, bar);
        }
    }

    private LogReading read(List<LogSource> sources, ReadProgress progress) throws IOException {
        return LogReader.read(sources, shell.zone(), shell.clock().instant(), progress);
    }

    /** In CSV there is no place for notes: they go to standard error. */
    private void print(ReplayReport report) {
        PrintWriter out = spec.commandLine().getOut();
        if (format.csv) {
            out.print(CsvReport.of(report));
            errors().print(TextReport.notes(report));
            errors().flush();
        } else {
            out.print(format.json ? JsonReport.of(report) : TextReport.of(report, shell.zone()));
        }
        out.flush();
    }

    private List<MailDomain> namedDomains() {
        List<String> wrong = domains.stream()
                .filter(text -> MailDomain.parse(text).isEmpty())
                .toList();
        if (!wrong.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "--domain: not a mail domain: " + String.join(", ", wrong));
        }
        return domains.stream().map(MailDomain::of).toList();
    }

    private Optional<MailDomain> defaultDomain() {
        String text = defaultDomain;
        return text == null
                ? Optional.empty()
                : Optional.of(MailDomain.parse(text)
                        .orElseThrow(() -> new ParameterException(
                                spec.commandLine(), "--default-domain: not a mail domain: " + text)));
    }

    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": there is no such file", e);
        } catch (IOException e) {
            throw new IOException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private int fail(ExitCode code, String message) {
        errors().println("odklep: " + message);
        errors().flush();
        return code.number();
    }

    private PrintWriter errors() {
        return spec.commandLine().getErr();
    }

    /** How the report is written; a table when nothing is asked for. */
    private static final class Format {
        @Option(names = "--json", description = "Print one JSON document.")
        private boolean json;

        @Option(names = "--csv", description = "Print a line of CSV for each finding.")
        private boolean csv;
    }
}
