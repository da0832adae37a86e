package org.odklep.store.sql;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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
}
