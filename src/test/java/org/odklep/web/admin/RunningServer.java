package org.odklep.web.admin;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.odklep.account.Administrator;
import org.odklep.account.AdministratorStore;
import org.odklep.account.PasswordHash;
import org.odklep.account.Role;
import org.odklep.app.Server;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Secret;
import org.odklep.testing.TestDirectory;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** The server in this process, with its database in a directory of its own, on free ports, and a clock to turn. */
final class RunningServer implements AutoCloseable {
    static final Secret PASSWORD = Secret.of("correct horse battery staple");

    private static final Pattern CODE = Pattern.compile("One-time set-up code: (\\S+)");

    private final TestDirectory directory = TestDirectory.create();
    private final ConfigurableApplicationContext context;
    private final String output;

    private RunningServer(String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--odklep.data=" + directory.resolve("data"),
                "--odklep.web.port=0",
                "--odklep.postfix.listen=inet:127.0.0.1:0",
                "--odklep.time-zone=Europe/Ljubljana",
                "--odklep.domains=example.si",
                "--odklep.help=help@example.si"));
        arguments.addAll(Arrays.asList(settings));
        PrintStream before = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            context = new SpringApplicationBuilder(Server.class, Clock.class)
                    .logStartupInfo(false)
                    .run(arguments.toArray(String[]::new));
        } finally {
            System.setOut(before);
        }
        output = said.toString(StandardCharsets.UTF_8);
    }

    /** @param settings more arguments such as {@code --odklep.web.base-url=https://odklep.example.si} */
    static RunningServer start(String... settings) {
        return new RunningServer(settings);
    }

    /** What it printed while it started. */
    String output() {
        return output;
    }

    String setUpCode() {
        Matcher code = CODE.matcher(output);
        if (!code.find()) {
            throw new IllegalStateException("no set-up code in: " + output);
        }
        return code.group(1);
    }

    String url() {
        return "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port");
    }

    <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    Instant now() {
        return part(InstantSource.class).instant();
    }

    void advance(Duration time) {
        Clock.OFFSET.updateAndGet(time::plus);
    }

    /** Adds an administrator with {@link #PASSWORD}. */
    Administrator administrator(String name, Role role) {
        Administrator administrator = new Administrator(
                AccountName.of(name), role, part(PasswordHash.class).of(PASSWORD), now());
        AuditEvent event = new AuditEvent(
                now(), "test", ClientAddress.LOCAL, "administrator.create", administrator.target(), "", null, null);
        if (!part(AdministratorStore.class).add(administrator, event)) {
            throw new IllegalStateException(name + " is taken");
        }
        return administrator;
    }

    @Override
    public void close() {
        try (directory) {
            context.close();
            Clock.OFFSET.set(Duration.ZERO);
        }
    }

    /** The time of day, and what the test added to it. No component, or every server of every test would find it. */
    static class Clock {
        private static final AtomicReference<Duration> OFFSET = new AtomicReference<>(Duration.ZERO);

        @Bean
        @Primary
        InstantSource turnedClock() {
            return () -> InstantSource.system().instant().plus(OFFSET.get());
        }
    }
}
