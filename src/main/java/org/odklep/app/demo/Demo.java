package org.odklep.app.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.odklep.cli.terminal.CommandFailed;
import org.odklep.cli.terminal.ExitCode;
import org.odklep.cli.terminal.Shell;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.StoreUnavailable;
import org.odklep.store.sql.Database;
import org.odklep.store.sql.DatabaseAddress;
import org.odklep.user.User;
import org.odklep.user.UserStore;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/** The demonstration: a data directory of its own, full of history; a server over it is started by whoever made this. */
public final class Demo {
    private static final int WEB_PORT = 8025;
    private static final int POSTFIX_PORT = 10040;
    private static final int DOVECOT_PORT = 10041;
    private static final int LDAP_PORT = 10389;

    private final Path data;
    private final boolean temporary;
    private final Shell shell;
    private final History.Told told;
    private final int postfixPort = free(POSTFIX_PORT);
    private Optional<Database> watching = Optional.empty();

    private Demo(Path data, boolean temporary, Shell shell, History.Told told) {
        this.data = data;
        this.temporary = temporary;
        this.shell = shell;
        this.told = told;
    }

    /**
     * Writes the history.
     *
     * @param chosen an empty directory, or one that is not there yet; without one a temporary one is made, and removed by
     *     {@link #end}
     * @throws CommandFailed for a directory that holds anything
     */
    public static Demo prepare(Optional<Path> chosen, Shell shell) {
        try {
            Path data = chosen.isPresent() ? empty(chosen.get()) : Files.createTempDirectory("odklep-demo-");
            shell.write("Odklep demonstration: writing a week of history into " + data + " ...\n");
            quiet();
            Instant now = shell.now();
            try (Database database = Database.open(DatabaseAddress.embedded(data.resolve("odklep.db")))) {
                return new Demo(data, chosen.isEmpty(), shell, History.write(database, now));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The settings of a server over this data, whose organisation stands there, and which knows no others and tells nobody else's Dovecot anything. */
    public List<String> settings() {
        int web = shell.variable("ODKLEP_WEB_PORT").map(Integer::parseInt).orElseGet(() -> free(WEB_PORT));
        return List.of(
                "--settings-of-odklep=" + data.resolve("odklep.yaml").toAbsolutePath(),
                "--odklep.data=" + data,
                "--odklep.domains=",
                "--odklep.help=podpora@" + People.TOWN,
                "--odklep.web.address=" + shell.variable("ODKLEP_WEB_ADDRESS").orElse("127.0.0.1"),
                "--odklep.web.port=" + web,
                "--odklep.postfix.listen=inet:127.0.0.1:" + postfixPort,
                "--odklep.dovecot.address=127.0.0.1",
                "--odklep.dovecot.port=" + free(DOVECOT_PORT),
                "--odklep.ldap.address=127.0.0.1",
                "--odklep.ldap.port=" + free(LDAP_PORT),
                "--odklep.database.url=",
                "--odklep.doveadm.urls=");
    }

    /** Lets the hijacked account send, now that the server answers, and says what there is to see. */
    public void begin() {
        Database watched = Database.open(DatabaseAddress.embedded(data.resolve("odklep.db")));
        UserStore users = DemoStores.over(watched).users();
        Instant stolen = shell.now();
        AccountName victim = told.cast().live().account();
        new Hijacker(postfixPort, told.cast().live(), () -> lets(users, victim, stolen), Hijacker.Pace.USUAL).begin();
        watching = Optional.of(watched);
        shell.write(new DemoWords(told, data).text());
    }

    /** Whether the password of before lets somebody in; nobody knows while the store is busy or gone. */
    private static boolean lets(UserStore users, AccountName account, Instant stolen) {
        try {
            return users.find(account)
                    .filter(User::isEnabled)
                    .filter(user -> user.password().changedAt().isBefore(stolen))
                    .isPresent();
        } catch (StoreUnavailable e) {
            return false;
        }
    }

    /** Removes the data, unless somebody chose where it is. Call when the server has stopped. */
    public void end() {
        watching.ifPresent(Database::close);
        if (temporary) {
            try (Stream<Path> files = Files.walk(data)) {
                files.sorted(Comparator.reverseOrder()).forEach(Demo::delete);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of the migrations; the server, once it is there, logs as its settings say. */
    private static void quiet() {
        LoggingSystem.get(Demo.class.getClassLoader()).setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
    }

    private static Path empty(Path directory) throws IOException {
        Files.createDirectories(directory);
        try (Stream<Path> files = Files.list(directory)) {
            if (files.findAny().isPresent()) {
                throw new CommandFailed(
                        ExitCode.USAGE,
                        directory + " holds data: --demo writes into an empty directory only, and without --data into a"
                                + " temporary one");
            }
        }
        return directory;
    }

    /** The port that documentation names, or another one where that is taken: by a real server, perhaps. */
    private static int free(int usual) {
        try (ServerSocket socket = new ServerSocket(usual, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException taken) {
            return any();
        }
    }

    private static int any() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
