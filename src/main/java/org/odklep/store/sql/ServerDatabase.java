package org.odklep.store.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Properties;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Opens PostgreSQL. Nothing waits for it long: a connection for one second; a lock or a statement for a few; and a
 * transaction whose client has fallen silent is ended by the server, for others may wait for what it locked.
 */
final class ServerDatabase {
    private static final int CONNECTIONS = 10;
    private static final int CONNECTION_TIMEOUT_MILLIS = 1000;
    private static final int VALIDATION_TIMEOUT_MILLIS = 500;
    private static final String SESSION =
            "set lock_timeout = '3s'; set statement_timeout = '8s'; set idle_in_transaction_session_timeout = '5s'";

    private final DatabaseAddress address;
    private final Faults faults;
    private final LongSupplier nanoTime;

    ServerDatabase(DatabaseAddress address, Faults faults, LongSupplier nanoTime) {
        this.address = address;
        this.faults = faults;
        this.nanoTime = nanoTime;
    }

    Database open() {
        Schema.migrate(unpooled(), Dialect.POSTGRESQL, address.shown());
        return new Database(pool());
    }

    private Pool pool() {
        HikariConfig config = new HikariConfig();
        config.setPoolName("postgresql");
        config.setJdbcUrl(address.url());
        config.setDataSourceProperties(properties());
        config.addDataSourceProperty("socketTimeout", "10");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.setConnectionInitSql(SESSION);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(2);
        config.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
        config.setValidationTimeout(VALIDATION_TIMEOUT_MILLIS);
        return new Pool(
                new HikariDataSource(config), new Workers.Callers(), Dialect.POSTGRESQL, faults, new Outage(nanoTime));
    }

    /** For migrations, which may take their time. */
    private DataSource unpooled() {
        return new DriverManagerDataSource(address.url(), properties());
    }

    /** Names are those of the driver (jdbc.postgresql.org/documentation/use); what the URL says comes first. */
    private Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "odklep");
        properties.setProperty("targetServerType", "primary");
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("tcpKeepAlive", "true");
        if (!address.user().isEmpty()) {
            properties.setProperty("user", address.user());
        }
        if (!address.password().reveal().isEmpty()) {
            properties.setProperty("password", address.password().reveal());
        }
        return properties;
    }
}
