package org.odklep.store.sql;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.odklep.audit.AuditEvent;
import org.odklep.setting.SettingStore;

/** The settings that administrators decided, a row for each. */
public final class SqlSettingStore implements SettingStore {
    private final Database database;

    public SqlSettingStore(Database database) {
        this.database = database;
    }

    /** One statement, so that version and settings belong together. */
    @Override
    public Stored load() {
        List<Row> rows = database.read(sql -> sql.sql("""
                select counter.value as version, setting.name, setting.value
                from counter left join setting on true
                where counter.name = 'setting'
                """)
                .query((row, index) -> new Row(
                        row.getLong("version"),
                        Optional.ofNullable(row.getString("name")),
                        Optional.ofNullable(row.getString("value"))))
                .list());
        Map<String, String> settings = new HashMap<>();
        rows.forEach(row -> row.name.ifPresent(name -> settings.put(name, row.value.orElse(""))));
        return new Stored(rows.getFirst().version, settings);
    }

    @Override
    public boolean replace(long version, Map<String, String> settings, AuditEvent event) {
        return database.write(sql -> {
            int current = sql.sql("update counter set value = value + 1 where name = 'setting' and value = :version")
                    .param("version", version)
                    .update();
            if (current == 0) {
                return false;
            }
            sql.sql("delete from setting").update();
            put(sql, settings);
            SqlAuditLog.append(sql, event);
            return true;
        });
    }

    /** Adds settings, in place of those of the same names. */
    static void put(Sql sql, Map<String, String> settings) {
        sql.batch(
                "insert into setting (name, value) values (?, ?) on conflict (name) do update set value = excluded.value",
                List.copyOf(settings.entrySet()),
                (parameters, entry) -> parameters.add(entry.getKey()).add(entry.getValue()));
    }

    private record Row(long version, Optional<String> name, Optional<String> value) {}
}
