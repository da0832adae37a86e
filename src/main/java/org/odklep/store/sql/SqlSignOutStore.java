package org.odklep.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;
import org.odklep.user.SignOut;
import org.odklep.user.SignOutOrder;
import org.odklep.user.SignOutStore;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The orders for Dovecot hosts, a row for each. */
public final class SqlSignOutStore implements SignOutStore {
    private static final String FREE = """
            select * from sign_out
            where held_until_ms <= :now and (host in (:hosts) or at_ms < :abandoned)
            order by at_ms, id limit :most
            """;

    private final Database database;

    public SqlSignOutStore(Database database) {
        this.database = database;
    }

    /** Mostly there is nothing to take, and nothing to write. */
    @Override
    public List<SignOutOrder> claim(Claim claim) {
        boolean none = database.read(sql ->
                        free(sql, FREE, claim, 1).query(SqlSignOutStore::order).list())
                .isEmpty();
        return none ? List.of() : database.write(sql -> claim(sql, claim));
    }

    @Override
    public void hold(String node, Instant until) {
        database.write(sql -> sql.sql("update sign_out set held_until_ms = :until where node = :node")
                .param("until", until.toEpochMilli())
                .param("node", node)
                .update());
    }

    @Override
    public void release(String node) {
        database.write(sql -> sql.sql("update sign_out set node = null, held_until_ms = 0 where node = :node")
                .param("node", node)
                .update());
    }

    @Override
    public boolean tell(String id, String node, AuditEvent event) {
        return change(
                "update sign_out set told = 1 where id = :id and node = :node and told = 0",
                id,
                node,
                Optional.of(event));
    }

    @Override
    public boolean end(String id, String node, Optional<AuditEvent> event) {
        return change("delete from sign_out where id = :id and node = :node", id, node, event);
    }

    /** Adds orders in the transaction of the change that makes them. */
    static void add(Sql sql, List<SignOutOrder> orders) {
        sql.batch(
                """
                insert into sign_out (id, host, target, names, kick, cause, changed_by, at_ms, told, held_until_ms)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
                """,
                orders,
                (parameters, order) -> parameters
                        .add(order.id())
                        .add(order.host())
                        .add(order.signOut().target())
                        .add(Json.write(order.signOut().names().stream()
                                .map(AccountName::value)
                                .sorted()
                                .toList()))
                        .add(order.signOut().kick() ? 1 : 0)
                        .add(order.signOut().cause())
                        .add(order.signOut().by())
                        .add(order.signOut().at().toEpochMilli())
                        .add(order.told() ? 1 : 0));
    }

    private static List<SignOutOrder> claim(Sql sql, Claim claim) {
        List<SignOutOrder> orders = free(sql, FREE + sql.lockingRows(), claim, claim.most())
                .query(SqlSignOutStore::order)
                .list();
        sql.batch(
                "update sign_out set node = ?, held_until_ms = ? where id = ?",
                orders,
                (parameters, order) -> parameters
                        .add(claim.node())
                        .add(claim.until().toEpochMilli())
                        .add(order.id()));
        return orders;
    }

    private static JdbcClient.StatementSpec free(Sql sql, String statement, Claim claim, int most) {
        List<String> hosts = new ArrayList<>(claim.hosts());
        return sql.sql(statement)
                .param("now", claim.now().toEpochMilli())
                .param("hosts", hosts.isEmpty() ? List.of("") : hosts)
                .param("abandoned", claim.abandoned().toEpochMilli())
                .param("most", most);
    }

    private boolean change(String statement, String id, String node, Optional<AuditEvent> event) {
        return database.write(sql -> {
            boolean changed =
                    sql.sql(statement).param("id", id).param("node", node).update() == 1;
            if (changed) {
                event.ifPresent(recorded -> SqlAuditLog.append(sql, recorded));
            }
            return changed;
        });
    }

    private static SignOutOrder order(ResultSet row, int index) throws SQLException {
        SignOut signOut = new SignOut(
                row.getString("target"),
                Arrays.stream(Json.read(row.getString("names"), String[].class))
                        .map(AccountName::new)
                        .collect(Collectors.toSet()),
                row.getInt("kick") == 1,
                row.getString("cause"),
                row.getString("changed_by"),
                Sql.instant(row, "at_ms"));
        return new SignOutOrder(row.getString("id"), row.getString("host"), signOut, row.getInt("told") == 1);
    }
}
