package org.odklep.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.odklep.signin.LockoutState;
import org.odklep.signin.factor.Challenges;
import org.odklep.signin.factor.Factors;

/** Documents of second factors that were written by an earlier version. */
class StoredFactorsTest {
    @Test
    void aDocumentFromBeforePasskeysIsReadAsWithoutAny() {
        String document = """
                {"app":{"key":"sealed","since":1000,"used":7},"pending":null,"codes":["hash"],
                 "wrong":{"failures":0,"lockouts":0,"last":0,"since":0,"until":0}}""";
        assertThat(Json.read(document, SqlFactorStore.Document.class).factors())
                .isEqualTo(new Factors(
                        new Factors.App("sealed", Instant.ofEpochSecond(1), 7),
                        null,
                        List.of(),
                        Challenges.NONE,
                        List.of("hash"),
                        LockoutState.NONE));
    }
}
