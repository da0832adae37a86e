package org.odklep.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

    @Override
    public Integer call() throws InterruptedException {
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

    private static void start(List<String> arguments) {
        try {
            Server.start(arguments.toArray(String[]::new));
        } catch (RuntimeException e) {
            throw StartFailure.of(e).<RuntimeException>map(told -> told).orElse(e);
        }
    }
}
