package org.odklep.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.odklep.cli.terminal.CommandFailed;
import org.odklep.cli.terminal.ExitCode;
import org.odklep.cli.terminal.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code odklep start}: runs the server until it is told to stop. */
@Command(name = "start", description = "Run the server: gates, admin page and API.")
final class StartCommand implements Callable<Integer> {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings (default: odklep.yaml in the current directory, if there).")
    private @Nullable Path config;

    @Option(names = "--data", paramLabel = "DIR", description = "Directory of all data (default: data).")
    private @Nullable Path data;

    @Spec
    private @Nullable CommandSpec spec;

    private final Shell shell;

    StartCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException {
        refuseUnknownVariables();
        List<String> arguments = new ArrayList<>();
        if (config != null) {
            if (!Files.isReadable(config) && spec != null) {
                throw new ParameterException(spec.commandLine(), "cannot read the settings file " + config);
            }
            arguments.add("--spring.config.additional-location=file:" + config.toAbsolutePath());
        }
        if (data != null) {
            arguments.add("--odklep.data=" + data);
        }
        start(arguments);
        Thread.currentThread().join();
        return 0;
    }

    private void refuseUnknownVariables() {
        String unknown = SettingNames.unknown(shell.environment().keySet()).stream()
                .map(name -> name + " (is it " + SettingNames.nearestVariable(name) + "?)")
                .collect(Collectors.joining(", "));
        if (!unknown.isEmpty()) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    "the server does not start: no setting is named by the environment variable " + unknown
                            + StartFailure.SEE);
        }
    }

    private static void start(List<String> arguments) {
        try {
            Server.start(arguments.toArray(String[]::new));
        } catch (RuntimeException e) {
            throw StartFailure.of(e).<RuntimeException>map(told -> told).orElse(e);
        }
    }
}
