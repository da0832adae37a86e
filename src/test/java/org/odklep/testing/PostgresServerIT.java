package org.odklep.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class PostgresServerIT {
    @Test
    void theSharedServerIsARealPostgres() throws SQLException {
        assertThat(ask(PostgresServer.shared().jdbcUrl(), "select version()")).startsWith("PostgreSQL 1");
        assertThat(ask(PostgresServer.shared().jdbcUrl(), "show fsync")).isEqualTo("off");
        assertThat(PostgresServer.shared()).isSameAs(PostgresServer.shared());
    }

    @Test
    void freshDatabasesAreEmptyAndApart() throws SQLException {
        String one = PostgresServer.shared().freshDatabase();
        String other = PostgresServer.shared().freshDatabase();
        try (Connection connection = DriverManager.getConnection(one);
                Statement statement = connection.createStatement()) {
            statement.execute("create table here (id int)");
        }
        assertThat(ask(one, "select to_regclass('here')::text")).isEqualTo("here");
        assertThat(ask(other, "select count(*)::text from pg_class where relname = 'here'"))
                .isEqualTo("0");
    }

    @Test
    void aDurableServerEndsWhileAClientIsConnected() throws SQLException {
        try (PostgresServer own = PostgresServer.start(PostgresServer.Commit.DURABLE);
                Connection connection = DriverManager.getConnection(own.jdbcUrl())) {
            assertThat(ask(own.jdbcUrl(), "show fsync")).isEqualTo("on");
            own.close();
            assertThat(connection.isValid(1)).isFalse();
            assertThatThrownBy(own::freshDatabase).isInstanceOf(IllegalStateException.class);
        }
    }

    private static String ask(String url, String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
