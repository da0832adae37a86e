package org.odklep.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.odklep.account.ApiToken;
import org.odklep.account.ApiTokenStore;
import org.odklep.account.Role;
import org.odklep.account.TokenScope;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.MailDomain;

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
                    insert into api_token (id, hash, name, role, created_by, created_ms, expires_ms,
                        domains, owner)
                    values (:id, :hash, :name, :role, :createdBy, :created, :expires, :domains, :owner)
                    """)
                    .param("id", token.id())
                    .param("hash", stored.hash())
                    .param("name", token.name())
                    .param("role", token.role().key())
                    .param("createdBy", token.createdBy())
                    .param("created", token.createdAt().toEpochMilli())
                    .param("expires", token.expiresAt().toEpochMilli())
                    .param("domains", domains(token))
                    .param("owner", token.scope().owner().orElse(null))
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
                Sql.instant(row, "expires_ms"),
                new TokenScope(domains(row.getString("domains")), Optional.ofNullable(row.getString("owner"))));
        return new Stored(token, row.getString("hash"));
    }

    /** With blanks between, which no domain holds. */
    private static String domains(ApiToken token) {
        return token.scope().domains().stream().map(MailDomain::value).sorted().collect(Collectors.joining(" "));
    }

    private static Set<MailDomain> domains(String text) {
        return Arrays.stream(text.split(" ", -1))
                .filter(domain -> !domain.isEmpty())
                .map(MailDomain::of)
                .collect(Collectors.toSet());
    }
}
