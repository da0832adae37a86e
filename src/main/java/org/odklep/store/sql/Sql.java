package org.odklep.store.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a store says to the database while it has a connection. */
final class Sql {
    private static final int BATCH = 1000;

    private final JdbcTemplate template;
    private final JdbcClient client;
    private final Dialect dialect;

    Sql(JdbcTemplate template, Dialect dialect) {
        this.template = template;
        this.client = JdbcClient.create(template);
        this.dialect = dialect;
    }

    JdbcClient.StatementSpec sql(String text) {
        return client.sql(text);
    }

    /** The same statement for each of many rows; how many changed, unless the driver does not tell. */
    <T> int batch(String text, Collection<T> rows, Setter<T> setter) {
        if (rows.isEmpty()) {
            return 0;
        }
        int[][] changed =
                template.batchUpdate(text, rows, BATCH, (statement, row) -> setter.set(new Parameters(statement), row));
        return Arrays.stream(changed).flatMapToInt(Arrays::stream).sum();
    }

    /** Raises a counter for the change that this transaction is about to make; whoever is next waits for its end. */
    long raise(String counter) {
        return sql("update counter set value = value + 1 where name = :name returning value")
                .param("name", counter)
                .query(Long.class)
                .single();
    }

    /** True for SQLite, whose index of users is ours to keep. */
    boolean isEmbedded() {
        return dialect == Dialect.SQLITE;
    }

    String lockingRows() {
        return dialect.lockingRows();
    }

    /** A text for LIKE that means itself, with {@code escape '!'}. */
    static String literally(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }

    static @Nullable Long millis(Optional<Instant> instant) {
        return instant.map(Instant::toEpochMilli).orElse(null);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }

    static Optional<Instant> optionalInstant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    /** Fills in one row of a batch. */
    interface Setter<T> {
        void set(Parameters parameters, T row) throws SQLException;
    }

    /** The parameters of a statement, one after the other. */
    static final class Parameters {
        private final PreparedStatement statement;
        private int last;

        private Parameters(PreparedStatement statement) {
            this.statement = statement;
        }

        Parameters add(@Nullable String text) throws SQLException {
            statement.setString(++last, text);
            return this;
        }

        Parameters add(@Nullable Long number) throws SQLException {
            statement.setObject(++last, number, Types.BIGINT);
            return this;
        }

        Parameters add(long number) throws SQLException {
            statement.setLong(++last, number);
            return this;
        }

        Parameters add(byte[] bytes) throws SQLException {
            statement.setBytes(++last, bytes);
            return this;
        }
    }
}
