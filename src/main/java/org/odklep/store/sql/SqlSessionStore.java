package org.odklep.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.ClientAddress;
import org.odklep.signin.SessionOwner;
import org.odklep.signin.SessionStore;
import org.odklep.signin.WebSession;

/** The web sessions, a row for each. */
public final class SqlSessionStore implements SessionStore {
    private final Database database;

    public SqlSessionStore(Database database) {
        this.database = database;
    }

    @Override
    public void add(WebSession session, String hash) {
        database.write(sql -> {
            insert(sql, session, hash);
            return makeRoom(sql, session);
        });
    }

    private static void insert(Sql sql, WebSession session, String hash) {
        sql.sql("""
                insert into web_session (hash, id, owner, proof, must_change, proven_ms, factor, client, browser, created_ms, seen_ms)
                values (:hash, :id, :owner, :proof, :mustChange, :proven, :factor, :client, :browser, :created, :seen)
                """)
                .param("hash", hash)
                .param("id", session.id())
                .param("owner", session.owner().key())
                .param("proof", session.proof().password())
                .param("mustChange", session.proof().mustChange() ? 1 : 0)
                .param("proven", session.proof().at().toEpochMilli())
                .param("factor", session.proof().factor() ? 1 : 0)
                .param("client", session.device().client().value())
                .param("browser", session.device().browser())
                .param("created", session.createdAt().toEpochMilli())
                .param("seen", session.lastSeen().toEpochMilli())
                .update();
    }

    private static int makeRoom(Sql sql, WebSession newest) {
        return sql.sql("""
                delete from web_session where owner = :owner and id <> :id and id not in (
                    select id from web_session where owner = :owner and id <> :id
                    order by factor desc, seen_ms desc, created_ms desc, id limit :others
                )
                """)
                .param("owner", newest.owner().key())
                .param("id", newest.id())
                .param("others", MOST - 1)
                .update();
    }

    @Override
    public Optional<WebSession> find(String hash) {
        return database.look(sql -> sql.sql("select * from web_session where hash = :hash")
                .param("hash", hash)
                .query(SqlSessionStore::session)
                .optional());
    }

    @Override
    public List<WebSession> of(SessionOwner owner) {
        return database.read(
                sql -> sql.sql("select * from web_session where owner = :owner order by created_ms desc, id")
                        .param("owner", owner.key())
                        .query(SqlSessionStore::session)
                        .list());
    }

    @Override
    public void seen(String id, Instant at) {
        database.write(sql -> sql.sql("update web_session set seen_ms = :at where id = :id and seen_ms < :at")
                .param("at", at.toEpochMilli())
                .param("id", id)
                .update());
    }

    @Override
    public void proven(String id, WebSession.Proof proof) {
        database.write(sql -> sql.sql("update web_session set proven_ms = :proven, factor = :factor where id = :id")
                .param("proven", proof.at().toEpochMilli())
                .param("factor", proof.factor() ? 1 : 0)
                .param("id", id)
                .update());
    }

    @Override
    public void remove(String id) {
        database.write(sql -> delete(sql, id));
    }

    @Override
    public boolean remove(String id, AuditEvent event) {
        return database.write(sql -> {
            boolean removed = delete(sql, id) > 0;
            if (removed) {
                SqlAuditLog.append(sql, event);
            }
            return removed;
        });
    }

    @Override
    public void removeAll(SessionOwner owner) {
        database.write(sql -> sql.sql("delete from web_session where owner = :owner")
                .param("owner", owner.key())
                .update());
    }

    @Override
    public void prune(Instant usedBefore, Instant openedBefore) {
        new Portions(database, "web_session", "hash")
                .delete(
                        "seen_ms < :used or created_ms < :opened",
                        Map.of("used", usedBefore.toEpochMilli(), "opened", openedBefore.toEpochMilli()));
    }

    private static int delete(Sql sql, String id) {
        return sql.sql("delete from web_session where id = :id").param("id", id).update();
    }

    private static WebSession session(ResultSet row, int index) throws SQLException {
        return new WebSession(
                row.getString("id"),
                SessionOwner.byKey(row.getString("owner")),
                new WebSession.Proof(
                        row.getString("proof"),
                        row.getInt("must_change") != 0,
                        Sql.instant(row, "proven_ms"),
                        row.getInt("factor") != 0),
                new WebSession.Device(new ClientAddress(row.getString("client")), row.getString("browser")),
                Sql.instant(row, "created_ms"),
                Sql.instant(row, "seen_ms"));
    }
}
