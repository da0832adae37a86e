package org.odklep.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.odklep.account.ApiToken;
import org.odklep.account.ApiTokenStore;
import org.odklep.account.Role;
import org.odklep.audit.AuditEvent;

/** The tokens, a row for each. */
public final class SqlApiTokenStore implements ApiTokenStore {
    private final Database database;

    public SqlApiTokenStore(Database database) {
        this.database = database;
    }

    @Override
    public List<Stored> all() {
        return database.read(sql -> sql.sql("select * from api_token order by created_ms desc, id")
                .query(SqlApiTokenStore::stored)
                .list());
    }

    @Override
    public void add(Stored stored, AuditEvent event) {
        ApiToken token = stored.token();
        database.write(sql -> {
            sql.sql("""
                    insert into api_token (id, hash, name, role, created_by, created_ms, expires_ms)
                    values (:id, :hash, :name, :role, :createdBy, :created, :expires)
                    """)
                    .param("id", token.id())
                    .param("hash", stored.hash())
                    .param("name", token.name())
                    .param("role", token.role().key())
                    .param("createdBy", token.createdBy())
                    .param("created", token.createdAt().toEpochMilli())
                    .param("expires", token.expiresAt().toEpochMilli())
                    .update();
            return SqlAuditLog.append(sql, event);
        });
    }

    @Override
    public boolean remove(String id, AuditEvent event) {
        return database.write(sql -> {
            int removed = sql.sql("delete from api_token where id = :id")
                    .param("id", id)
                    .update();
            if (removed == 0) {
                return false;
            }
            SqlAuditLog.append(sql, event);
            return true;
        });
    }

    private static Stored stored(ResultSet row, int index) throws SQLException {
        String role = row.getString("role");
        ApiToken token = new ApiToken(
                row.getString("id"),
                row.getString("name"),
                Role.byKey(role).orElseThrow(() -> new IllegalStateException("there is no role " + role)),
                row.getString("created_by"),
                Sql.instant(row, "created_ms"),
                Sql.instant(row, "expires_ms"));
        return new Stored(token, row.getString("hash"));
    }
}
