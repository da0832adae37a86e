package org.odklep.store.sql;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.odklep.store.LedgerOnNodesContract;
import org.odklep.store.Ports;
import org.odklep.store.StoreContracts;

class PostgresStoresTest extends StoreContracts {
    private Database database;

    @BeforeEach
    void open() {
        database = Database.open(PostgresTemplate.fresh());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    protected Ports ports() {
        return SqlPorts.over(database);
    }

    @Nested
    class LedgerOnNodes implements LedgerOnNodesContract {
        @Override
        public Ports ports() {
            return PostgresStoresTest.this.ports();
        }
    }
}
