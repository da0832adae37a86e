package org.odklep.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.odklep.store.Samples.ANA;
import static org.odklep.store.Samples.CLIENT;
import static org.odklep.store.Samples.NOON;
import static org.odklep.store.Samples.traces;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.odklep.lock.MessageTrace;
import org.odklep.sending.TraceQuery;

/** What is rare is found among many messages without any page looking at all of them. */
class TraceListTest {
    private static final int MANY = TraceQuery.LOOKED_AT + 50;

    @TempDir
    Path directory;

    @Test
    void aPageThatFindsNothingEndsAndTheNextOneGoesOn() {
        try (Database database = Database.open(SqliteTemplate.in(directory))) {
            SqlSendLedger ledger = new SqlSendLedger(database);
            ledger.write(traces(
                    ANA,
                    IntStream.range(0, MANY)
                            .mapToObj(i -> message(i, i == 0 ? "rare.example" : "usual.example"))
                            .toArray(MessageTrace[]::new)));

            TraceQuery.Page first = ledger.search(query("rare", Optional.empty()));
            assertThat(first.messages()).isEmpty();
            TraceQuery.Page second = ledger.search(query("rare", first.next()));
            assertThat(second.messages())
                    .extracting(found -> found.message().at())
                    .containsExactly(NOON);
            assertThat(second.next()).isEmpty();
        }
    }

    private static TraceQuery query(String domain, Optional<TraceQuery.Position> after) {
        return new TraceQuery(Optional.empty(), "", domain, NOON.minusSeconds(1), NOON.plusSeconds(MANY), after, 50);
    }

    private static MessageTrace message(int number, String domain) {
        return new MessageTrace(NOON.plusSeconds(number), "q", "ana@example.si", 1, List.of(domain), 1, CLIENT);
    }
}
