package org.odklep.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.Reason;
import org.odklep.lock.AllowEntry;
import org.odklep.lock.AllowStore;

/** The allow-list, a row for each pattern. */
public final class SqlAllowStore implements AllowStore {
    private final Database database;

    public SqlAllowStore(Database database) {
        this.database = database;
    }

    @Override
    public List<AllowEntry> all() {
        return database.read(sql -> sql.sql("select * from allow_entry order by pattern")
                .query(SqlAllowStore::entry)
                .list());
    }

    @Override
    public void put(AllowEntry entry, AuditEvent event) {
        database.write(sql -> {
            sql.sql("""
                    insert into allow_entry (pattern, reason, added_by, added_ms, until_ms)
                    values (:pattern, :reason, :addedBy, :added, :until)
                    on conflict (pattern) do update set
                        reason = excluded.reason, added_by = excluded.added_by,
                        added_ms = excluded.added_ms, until_ms = excluded.until_ms
                    """)
                    .param("pattern", entry.pattern())
                    .param("reason", entry.reason().text())
                    .param("addedBy", entry.addedBy())
                    .param("added", entry.addedAt().toEpochMilli())
                    .param("until", Sql.millis(entry.until()))
                    .update();
            return SqlAuditLog.append(sql, event);
        });
    }

    @Override
    public boolean remove(String pattern, AuditEvent event) {
        return database.write(sql -> {
            int removed = sql.sql("delete from allow_entry where pattern = :pattern")
                    .param("pattern", pattern)
                    .update();
            if (removed == 0) {
                return false;
            }
            SqlAuditLog.append(sql, event);
            return true;
        });
    }

    private static AllowEntry entry(ResultSet row, int index) throws SQLException {
        return new AllowEntry(
                row.getString("pattern"),
                new Reason(row.getString("reason")),
                row.getString("added_by"),
                Sql.instant(row, "added_ms"),
                Sql.optionalInstant(row, "until_ms"));
    }
}
