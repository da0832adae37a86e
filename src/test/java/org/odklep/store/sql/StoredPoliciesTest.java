package org.odklep.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.odklep.store.Samples.event;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.odklep.sending.Limit;
import org.odklep.sending.OutboundPolicy;
import org.odklep.sending.PolicyStore;
import org.odklep.sending.Scope;

/** Policies that another version stored, and that this one would not take any more. */
class StoredPoliciesTest {
    private static final OutboundPolicy DEFAULT = OutboundPolicy.initial(ZoneId.of("Europe/Ljubljana"));

    @TempDir
    private Path directory;

    private Database database;
    private PolicyStore store;

    @BeforeEach
    void open() {
        database = Database.open(SqliteTemplate.in(directory));
        store = new SqlPolicyStore(database);
        store.replace(0, List.of(DEFAULT), event("policy.update", "policy:Default"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aValueThatIsNotTakenAnyMoreIsTheDefault() {
        stored("""
                {"id": "default", "displayName": "Default", "mode": "whisper",
                 "limits": {"recipientsPerDay": -7, "perFortnight": 1, "messagesPerMinute": 5}}""");

        OutboundPolicy policy = only();
        assertThat(policy.enabled()).isTrue();
        assertThat(policy.shadow()).isFalse();
        assertThat(policy.limits().of(Limit.ALL_PER_DAY)).isEqualTo(1000);
        assertThat(policy.limits().of(Limit.MESSAGES_PER_MINUTE)).isEqualTo(5);
    }

    @Test
    void aPolicyWhoseScopeIsNotUnderstoodCoversNobody() {
        stored("""
                {"id": "4TNW8P0R", "displayName": "Letters", "conditions": {"accounts": ["\u200b"]}}""");

        assertThat(only().enabled()).isFalse();
        assertThat(only().name()).isEqualTo("Letters");
    }

    @Test
    void theDefaultPolicyStaysOnWhateverItSays() {
        stored("{\"id\": \"default\", \"displayName\": \"\", \"conditions\": 7}");

        assertThat(only().isDefault()).isTrue();
        assertThat(only().enabled()).isTrue();
        assertThat(only().name()).isEqualTo("Default");
        assertThat(only().scope()).isEqualTo(Scope.EVERYBODY);
    }

    @Test
    void whatIsNoDocumentIsLeftOut() {
        stored("{broken");

        assertThat(store.load().policies()).isEmpty();
        assertThat(store.load().version()).isEqualTo(1);
    }

    private OutboundPolicy only() {
        List<OutboundPolicy> policies = store.load().policies();
        assertThat(policies).hasSize(1);
        return policies.getFirst();
    }

    private void stored(String document) {
        database.write(sql -> sql.sql("update outbound_policy set document = :document")
                .param("document", document)
                .update());
    }
}
