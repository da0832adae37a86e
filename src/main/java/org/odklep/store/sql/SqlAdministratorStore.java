package org.odklep.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.odklep.account.Administrator;
import org.odklep.account.AdministratorStore;
import org.odklep.account.Role;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;

/** The administrators, a row for each. */
public final class SqlAdministratorStore implements AdministratorStore {
    private final Database database;

    public SqlAdministratorStore(Database database) {
        this.database = database;
    }

    @Override
    public List<Administrator> all() {
        return database.read(sql -> sql.sql("select * from administrator order by name")
                .query(SqlAdministratorStore::administrator)
                .list());
    }

    @Override
    public Optional<Administrator> find(AccountName name) {
        return database.look(sql -> sql.sql("select * from administrator where name = :name")
                .param("name", name.value())
                .query(SqlAdministratorStore::administrator)
                .optional());
    }

    @Override
    public boolean isEmpty() {
        return database.read(SqlAdministratorStore::isEmpty);
    }

    @Override
    public boolean add(Administrator administrator, AuditEvent event) {
        return database.write(sql -> {
            sql.raise("administrator");
            if (!insert(sql, administrator)) {
                return false;
            }
            SqlAuditLog.append(sql, event);
            return true;
        });
    }

    @Override
    public boolean changePassword(AccountName name, String passwordHash, AuditEvent event) {
        return database.write(sql -> {
            int changed = sql.sql("update administrator set password_hash = :hash where name = :name")
                    .param("hash", passwordHash)
                    .param("name", name.value())
                    .update();
            if (changed == 0) {
                return false;
            }
            SqlAuditLog.append(sql, event);
            return true;
        });
    }

    @Override
    public Removal remove(AccountName name, AuditEvent event) {
        return database.write(sql -> {
            sql.raise("administrator");
            List<Administrator> all = sql.sql("select * from administrator")
                    .query(SqlAdministratorStore::administrator)
                    .list();
            if (all.stream().noneMatch(each -> each.name().equals(name))) {
                return Removal.NOT_FOUND;
            }
            if (all.stream().noneMatch(each -> !each.name().equals(name) && each.role() == Role.GLOBAL_ADMINISTRATOR)) {
                return Removal.LAST_GLOBAL_ADMINISTRATOR;
            }
            sql.sql("delete from administrator where name = :name")
                    .param("name", name.value())
                    .update();
            SqlAuditLog.append(sql, event);
            return Removal.REMOVED;
        });
    }

    static boolean isEmpty(Sql sql) {
        return sql.sql("select count(*) from administrator").query(Long.class).single() == 0;
    }

    /** False when the name is taken. */
    static boolean insert(Sql sql, Administrator administrator) {
        return sql.sql("""
                insert into administrator (name, role, password_hash, created_ms)
                values (:name, :role, :hash, :created)
                on conflict (name) do nothing
                """)
                        .param("name", administrator.name().value())
                        .param("role", administrator.role().key())
                        .param("hash", administrator.passwordHash())
                        .param("created", administrator.createdAt().toEpochMilli())
                        .update()
                > 0;
    }

    private static Administrator administrator(ResultSet row, int index) throws SQLException {
        String role = row.getString("role");
        return new Administrator(
                AccountName.of(row.getString("name")),
                Role.byKey(role).orElseThrow(() -> new IllegalStateException("there is no role " + role)),
                row.getString("password_hash"),
                Sql.instant(row, "created_ms"));
    }
}
