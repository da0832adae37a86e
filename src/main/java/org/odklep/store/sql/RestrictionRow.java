package org.odklep.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.Reason;
import org.odklep.lock.Ending;
import org.odklep.lock.History;
import org.odklep.lock.SendingRestriction;

/** A restriction and its row. */
final class RestrictionRow {
    /** The beginning of every query that {@link #read} understands; the restriction is {@code r} in it. */
    static final String SELECT =
            "select r.*, e.document from restriction r " + "left join restriction_evidence e on e.restriction = r.id ";

    private RestrictionRow() {}

    static void insert(Sql sql, SendingRestriction restriction, long version) {
        sql.sql("""
                insert into restriction (id, account, reason, set_by, since_ms, until_ms,
                    earlier_restrictions, earlier_releases, refused, opened, version)
                values (:id, :account, :reason, :setBy, :since, :until,
                    :restrictions, :releases, :refused, :version, :version)
                """)
                .param("id", restriction.id())
                .param("account", restriction.account().value())
                .param("reason", restriction.reason().text())
                .param("setBy", restriction.setBy())
                .param("since", restriction.since().toEpochMilli())
                .param("until", Sql.millis(restriction.until()))
                .param("restrictions", restriction.history().restrictions())
                .param("releases", restriction.history().releases())
                .param("refused", restriction.refused())
                .param("version", version)
                .update();
        restriction
                .evidence()
                .ifPresent(evidence -> sql.sql(
                                "insert into restriction_evidence (restriction, document) values (:id, :document)")
                        .param("id", restriction.id())
                        .param("document", EvidenceDocument.write(evidence))
                        .update());
    }

    /** Ends a restriction that is not ended; false when there is none. */
    static boolean end(Sql sql, String id, Ending ending, long version) {
        int ended = sql.sql("""
                update restriction
                set ended_ms = :at, ended_by = :by, ended_reason = :reason, version = :version
                where id = :id and ended_ms is null
                """)
                .param("at", ending.at().toEpochMilli())
                .param("by", ending.by())
                .param("reason", ending.reason().text())
                .param("version", version)
                .param("id", id)
                .update();
        return ended == 1;
    }

    static SendingRestriction read(ResultSet row, int index) throws SQLException {
        return new SendingRestriction(
                row.getString("id"),
                AccountName.of(row.getString("account")),
                new Reason(row.getString("reason")),
                row.getString("set_by"),
                Sql.instant(row, "since_ms"),
                Sql.optionalInstant(row, "until_ms"),
                Optional.ofNullable(row.getString("document")).map(EvidenceDocument::read),
                new History(row.getInt("earlier_restrictions"), row.getInt("earlier_releases")),
                row.getLong("refused"),
                ending(row));
    }

    private static Optional<Ending> ending(ResultSet row) throws SQLException {
        String by = row.getString("ended_by");
        return by == null
                ? Optional.empty()
                : Optional.of(new Ending(Sql.instant(row, "ended_ms"), by, new Reason(row.getString("ended_reason"))));
    }
}
