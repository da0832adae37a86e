package org.odklep.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A real PostgreSQL: the newest that Debian's packages put under /usr/lib/postgresql, on a port of 127.0.0.1, open to
 * everybody there. Started by root it runs as user postgres, else as ourselves.
 */
public final class PostgresServer implements AutoCloseable {
    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");

    private final OpenResources open = new OpenResources();
    private final TestDirectory directory;
    private final int port = FreePorts.next();
    private final AtomicInteger databases = new AtomicInteger();

    private PostgresServer() {
        directory = open.add(TestDirectory.create());
    }

    /** Whether a commit waits for the disk. */
    public enum Commit {
        /** It does not (fsync=off): faster, for tests that never look at what a crash leaves. */
        FAST,
        /** It does, as in production. */
        DURABLE
    }

    /** The one server that the tests of this JVM share: started at the first call, without waiting for the disk. */
    public static PostgresServer shared() {
        return Shared.SERVER;
    }

    /**
     * Starts a server of the caller's own.
     *
     * @throws IllegalStateException with the server's log when it does not start
     */
    public static PostgresServer start(Commit commit) {
        PostgresServer server = new PostgresServer();
        try {
            server.run(programs(), commit);
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** The address of the database {@code postgres}, with the superuser in it. */
    public String jdbcUrl() {
        return urlOf("postgres");
    }

    /** The address of a new, empty database. */
    public String freshDatabase() {
        String name = "test_" + databases.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(jdbcUrl());
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
            return urlOf(name);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create database " + name, e);
        }
    }

    @Override
    public void close() {
        open.close();
    }

    private void run(Path programs, Commit commit) {
        Path data = directory.makeDirectory("data", SystemUser.isRoot() ? "postgres" : System.getProperty("user.name"));
        ProgramRun.of(SystemUser.runAs(
                        "postgres",
                        programs.resolve("initdb").toString(),
                        "--pgdata=" + data,
                        "--auth=trust",
                        "--username=postgres",
                        "--encoding=UTF8",
                        "--locale=C.UTF-8",
                        "--no-sync"))
                .orFail();
        ServerProcess process = open.add(
                ServerProcess.start("postgres", directory.resolve("postgres.log"), command(programs, data, commit)));
        // SIGTERM would wait for the clients to leave; SIGINT ends their sessions, SIGQUIT saves nothing before.
        process.stoppedBy(commit == Commit.DURABLE ? "INT" : "QUIT")
                .awaitLog("database system is ready to accept connections");
    }

    private List<String> command(Path programs, Path data, Commit commit) {
        return SystemUser.runAs(
                "postgres",
                programs.resolve("postgres").toString(),
                "-D",
                data.toString(),
                "-p",
                String.valueOf(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "max_connections=200",
                "-c",
                "fsync=" + (commit == Commit.DURABLE ? "on" : "off"));
    }

    private String urlOf(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=postgres";
    }

    private static Path programs() {
        try (Stream<Path> versions = Files.list(INSTALLED)) {
            return versions.filter(version -> Files.isExecutable(version.resolve("bin/initdb")))
                    .max(Comparator.comparing(version -> Integer.parseInt(String.valueOf(version.getFileName()))))
                    .orElseThrow(() -> new IllegalStateException("no PostgreSQL server under " + INSTALLED))
                    .resolve("bin");
        } catch (IOException e) {
            throw new UncheckedIOException("no PostgreSQL: install Debian's package postgresql", e);
        }
    }

    private static final class Shared {
        private static final PostgresServer SERVER = start(Commit.FAST);
    }
}
