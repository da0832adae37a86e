package org.odklep.store.sql;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.jspecify.annotations.Nullable;
import org.odklep.kernel.StoreUnavailable;

/** The tables, brought up to date by the migrations under db/migration. */
final class Schema {
    private static final String FOLDER = "classpath:db/migration/";

    private Schema() {}

    /**
     * @param shown what error messages call the database
     * @throws StoreUnavailable when a newer program has been here
     */
    static void migrate(DataSource source, Dialect dialect, String shown) {
        Flyway flyway = Flyway.configure()
                .dataSource(source)
                .locations(FOLDER + "common", FOLDER + dialect.folder())
                .placeholders(dialect.placeholders())
                .failOnMissingLocations(true)
                .load();
        MigrationInfoService info = flyway.info();
        refuseNewer(info.current(), shown);
        if (info.pending().length > 0) {
            flyway.migrate();
        }
    }

    /** Flyway itself lets a newer schema pass. */
    private static void refuseNewer(@Nullable MigrationInfo current, String shown) {
        if (current != null && !current.getState().isResolved()) {
            throw new StoreUnavailable(shown + " was written by a newer Odklep (its tables are at version "
                    + current.getVersion() + "): start that version, or put a backup in its place");
        }
    }
}
