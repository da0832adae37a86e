package org.odklep.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.odklep.app.demo.Demo;
import org.odklep.cli.terminal.CommandFailed;
import org.odklep.cli.terminal.ExitCode;
import org.odklep.cli.terminal.Shell;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code odklep start}: runs the server until it is told to stop. */
@Command(name = "start", description = "Run the server: gates, admin page and API.")
final class StartCommand implements Callable<Integer> {
    private static final Path USUAL_FILE = Path.of("odklep.yaml");

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings (default: odklep.yaml in the current directory, if there).")
    private @Nullable Path config;

    @Option(names = "--data", paramLabel = "DIR", description = "Directory of all data (default: data).")
    private @Nullable Path data;

    @Option(
            names = "--demo",
            description =
                    "Show a made-up organisation with a week of history; touches no other data, and removes its own"
                            + " at the end unless --data names an empty directory.")
    private boolean demo;

    @Spec
    private @Nullable CommandSpec spec;

    private final Shell shell;

    StartCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        refuseUnknownVariables();
        if (demo) {
            startDemo();
        } else {
            start(arguments());
        }
        awaitEnd();
        return 0;
    }

    private static void awaitEnd() {
        try {
            Thread.currentThread().join();
        } catch (InterruptedException e) {
            // Spring does this to a program that is told to end while it starts: it is ending.
            Thread.currentThread().interrupt();
        }
    }

    private void startDemo() {
        if (config != null && spec != null) {
            throw new ParameterException(spec.commandLine(), "--demo has settings of its own: leave out --config");
        }
        Demo prepared = Demo.prepare(Optional.ofNullable(data), shell);
        try {
            ConfigurableApplicationContext server = start(prepared.settings());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                server.close();
                prepared.end();
            }));
        } catch (RuntimeException e) {
            prepared.end();
            throw e;
        }
        prepared.begin();
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        if (config != null) {
            if (!Files.isReadable(config) && spec != null) {
                throw new ParameterException(spec.commandLine(), "cannot read the settings file " + config);
            }
            SettingsFile.refuseUnlessSettings(config);
            arguments.add("--settings-of-odklep=" + config.toAbsolutePath());
        } else if (Files.isReadable(USUAL_FILE)) {
            SettingsFile.refuseUnlessSettings(USUAL_FILE);
        }
        if (data != null) {
            arguments.add("--odklep.data=" + data);
        }
        return arguments;
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

    private static ConfigurableApplicationContext start(List<String> arguments) {
        try {
            return Server.start(arguments.toArray(String[]::new));
        } catch (RuntimeException e) {
            throw StartFailure.of(e).<RuntimeException>map(told -> told).orElse(e);
        }
    }
}
