package org.odklep.store.sql;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
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
        refuseNewer(flyway, shown);
        flyway.migrate();
    }

    /** Flyway itself lets a newer schema pass. */
    private static void refuseNewer(Flyway flyway, String shown) {
        MigrationInfo current = flyway.info().current();
        if (current != null
                && current.getState().isApplied()
                && !current.getState().isResolved()) {
            throw new StoreUnavailable(shown + " was written by a newer Odklep (its tables are at version "
                    + current.getVersion() + "): start that version, or put a backup in its place");
        }
    }
}
