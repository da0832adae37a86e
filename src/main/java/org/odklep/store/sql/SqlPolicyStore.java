package org.odklep.store.sql;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.odklep.audit.AuditEvent;
import org.odklep.sending.Action;
import org.odklep.sending.Limits;
import org.odklep.sending.OutboundPolicy;
import org.odklep.sending.PolicyForm;
import org.odklep.sending.PolicyStore;
import org.odklep.sending.Scope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * The policies as documents, in the form that the API knows them. One that another version stored and this one would
 * refuse is read as far as it goes, and told in the log: the server has to start with it.
 */
public final class SqlPolicyStore implements PolicyStore {
    private static final Logger LOG = LoggerFactory.getLogger(SqlPolicyStore.class);

    private final Database database;
    private final AtomicLong toldVersion = new AtomicLong(-1);

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
        long version = rows.getFirst().version;
        boolean tell = toldVersion.getAndSet(version) != version;
        List<OutboundPolicy> policies = rows.stream()
                .flatMap(row -> row.document.stream())
                .flatMap(text -> read(text, tell).stream())
                .toList();
        return new Stored(version, policies);
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

    private static Optional<OutboundPolicy> read(String text, boolean tell) {
        Map<String, Object> document;
        try {
            document = Json.readMap(text);
        } catch (JacksonException e) {
            if (tell) {
                LOG.error("a stored policy is no JSON and is left out, make it anew: {}", text);
            }
            return Optional.empty();
        }
        String id = String.valueOf(document.get("id"));
        PolicyForm.Salvage salvage = PolicyForm.salvage(document, blank(id));
        if (tell && !salvage.problems().isEmpty()) {
            LOG.error(
                    "the stored policy '{}' is not valid any more, mend it: it is {}; {}",
                    salvage.policy().name(),
                    salvage.policy().enabled() ? "on with defaults for what follows" : "off",
                    salvage.problems());
        }
        return Optional.of(salvage.policy());
    }

    private static OutboundPolicy blank(String id) {
        String name = id.equals(OutboundPolicy.DEFAULT_ID) ? "Default" : "Policy " + id;
        return new OutboundPolicy(
                id, name, true, false, Scope.EVERYBODY, Limits.DEFAULT, Action.RESTRICT, ZoneOffset.UTC);
    }

    private record Row(long version, Optional<String> document) {}

    private record Document(int place, String text) {}
}
