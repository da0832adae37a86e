package org.odklep.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientNetwork;
import org.odklep.kernel.Reason;
import org.odklep.signin.SignInListEntry;
import org.odklep.signin.SignInListEntry.Key;
import org.odklep.signin.SignInListEntry.Kind;
import org.odklep.signin.SignInListStore;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The sign-in lists, a row for each entry. */
public final class SqlSignInListStore implements SignInListStore {
    private static final String COUNTER = "sign_in_list";

    private final Database database;

    public SqlSignInListStore(Database database) {
        this.database = database;
    }

    @Override
    public long version() {
        return database.read(sql -> sql.sql("select value from counter where name = :name")
                .param("name", COUNTER)
                .query(Long.class)
                .single());
    }

    @Override
    public List<SignInListEntry> all() {
        return database.read(sql -> sql.sql("select * from sign_in_list")
                .query(SqlSignInListStore::entry)
                .list());
    }

    @Override
    public void put(SignInListEntry entry, AuditEvent event) {
        database.write(sql -> {
            sql.raise(COUNTER);
            of(entry.key(), sql.sql("""
                    insert into sign_in_list (kind, network, account, reason, until_ms)
                    values (:kind, :network, :account, :reason, :until)
                    on conflict (kind, network, account) do update set
                        reason = excluded.reason, until_ms = excluded.until_ms
                    """))
                    .param("reason", entry.reason().text())
                    .param("until", entry.until().toEpochMilli())
                    .update();
            return SqlAuditLog.append(sql, event);
        });
    }

    @Override
    public boolean remove(Key key, AuditEvent event) {
        return database.write(sql -> {
            sql.raise(COUNTER);
            String statement =
                    "delete from sign_in_list where kind = :kind and network = :network and account = :account";
            boolean removed = of(key, sql.sql(statement)).update() > 0;
            if (removed) {
                SqlAuditLog.append(sql, event);
            }
            return removed;
        });
    }

    @Override
    public void prune(Instant now) {
        database.write(sql -> {
            sql.raise(COUNTER);
            return sql.sql("delete from sign_in_list where until_ms <= :now")
                    .param("now", now.toEpochMilli())
                    .update();
        });
    }

    private static JdbcClient.StatementSpec of(Key key, JdbcClient.StatementSpec statement) {
        return statement
                .param("kind", key.kind().noun())
                .param("network", key.network().map(ClientNetwork::toString).orElse(""))
                .param("account", key.account().map(AccountName::value).orElse(""));
    }

    private static SignInListEntry entry(ResultSet row, int index) throws SQLException {
        String noun = row.getString("kind");
        Kind kind = Arrays.stream(Kind.values())
                .filter(each -> each.noun().equals(noun))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("sign_in_list holds the unknown kind " + noun));
        return new SignInListEntry(
                new Key(
                        kind,
                        ClientNetwork.parse(row.getString("network")),
                        AccountName.parse(row.getString("account"))),
                new Reason(row.getString("reason")),
                Sql.instant(row, "until_ms"));
    }
}
