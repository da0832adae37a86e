package org.odklep.store.sql;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.odklep.audit.AuditEvent;
import org.odklep.sending.Action;
import org.odklep.sending.Limits;
import org.odklep.sending.OutboundPolicy;
import org.odklep.sending.PolicyForm;
import org.odklep.sending.PolicyStore;
import org.odklep.sending.Problem;
import org.odklep.sending.Scope;

/** The policies as documents, in the form that the API knows them. */
public final class SqlPolicyStore implements PolicyStore {
    private final Database database;

    public SqlPolicyStore(Database database) {
        this.database = database;
    }

    /** One statement, so that version and policies belong together. */
    @Override
    public Stored load() {
        List<Row> rows = database.read(sql -> sql.sql("""
                select counter.value, outbound_policy.document
                from counter left join outbound_policy on true
                where counter.name = 'policy'
                order by outbound_policy.place
                """)
                .query((row, index) -> new Row(row.getLong("value"), Optional.ofNullable(row.getString("document"))))
                .list());
        List<OutboundPolicy> policies = rows.stream()
                .flatMap(row -> row.document.stream())
                .map(SqlPolicyStore::read)
                .toList();
        return new Stored(rows.getFirst().version, policies);
    }

    @Override
    public boolean replace(long version, List<OutboundPolicy> policies, AuditEvent event) {
        return database.write(sql -> {
            int current = sql.sql("update counter set value = value + 1 where name = 'policy' and value = :version")
                    .param("version", version)
                    .update();
            if (current == 0) {
                return false;
            }
            sql.sql("delete from outbound_policy").update();
            sql.batch(
                    "insert into outbound_policy (place, document) values (?, ?)",
                    documents(policies),
                    (parameters, document) -> parameters.add(document.place).add(document.text));
            SqlAuditLog.append(sql, event);
            return true;
        });
    }

    private static List<Document> documents(List<OutboundPolicy> policies) {
        List<Document> documents = new ArrayList<>();
        for (OutboundPolicy policy : policies) {
            int place = documents.size();
            documents.add(new Document(place, Json.write(PolicyForm.write(policy, place))));
        }
        return documents;
    }

    private static OutboundPolicy read(String text) {
        Map<String, Object> document = Json.readMap(text);
        OutboundPolicy blank = new OutboundPolicy(
                String.valueOf(document.get("id")),
                "",
                true,
                false,
                Scope.EVERYBODY,
                Limits.DEFAULT,
                Action.RESTRICT,
                ZoneOffset.UTC);
        return switch (PolicyForm.read(document, blank)) {
            case PolicyForm.Reading.Policy(OutboundPolicy policy, OptionalInt priority) -> policy;
            case PolicyForm.Reading.Problems(List<Problem> problems) ->
                throw new IllegalStateException("stored policy " + document.get("id") + " cannot be read: " + problems);
        };
    }

    private record Row(long version, Optional<String> document) {}

    private record Document(int place, String text) {}
}
