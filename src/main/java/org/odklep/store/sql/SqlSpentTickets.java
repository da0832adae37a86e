package org.odklep.store.sql;

import java.time.Instant;
import org.odklep.signin.SpentTickets;

/** The tickets that were used, a row for each. */
public final class SqlSpentTickets implements SpentTickets {
    private final Database database;

    public SqlSpentTickets(Database database) {
        this.database = database;
    }

    @Override
    public boolean spend(String id, Instant until) {
        return database.write(sql ->
                sql.sql("insert into spent_ticket (id, until_ms) values (:id, :until) on conflict (id) do nothing")
                                .param("id", id)
                                .param("until", until.toEpochMilli())
                                .update()
                        == 1);
    }

    @Override
    public void prune(Instant now) {
        database.write(sql -> sql.sql("delete from spent_ticket where until_ms <= :now")
                .param("now", now.toEpochMilli())
                .update());
    }
}
