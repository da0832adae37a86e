package org.odklep.store.sql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.odklep.kernel.Secret;
import org.odklep.testing.PostgresServer;

/** A database of the shared server with its tables and nothing in them, copied for each test. */
final class PostgresTemplate {
    private static final String URL = make();
    private static final AtomicInteger COPIES = new AtomicInteger();

    private PostgresTemplate() {}

    /** The address of a fresh database. */
    static DatabaseAddress fresh() {
        String copy = name(URL) + "_copy_" + COPIES.incrementAndGet();
        administer("create database " + copy + " template " + name(URL));
        return address(URL.replace("/" + name(URL) + "?", "/" + copy + "?"));
    }

    /** Says something to the server as its administrator, from outside of any test's database. */
    static void administer(String statement) {
        try (Connection connection =
                        DriverManager.getConnection(PostgresServer.shared().jdbcUrl());
                Statement administrator = connection.createStatement()) {
            administrator.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }

    static String name(String url) {
        return url.substring(url.lastIndexOf('/') + 1, url.indexOf('?'));
    }

    private static DatabaseAddress address(String url) {
        return new DatabaseAddress(url, "", Secret.of(""));
    }

    private static String make() {
        String url = PostgresServer.shared().freshDatabase();
        Database.open(address(url)).close();
        return url;
    }
}
