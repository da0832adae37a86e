package org.odklep.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.odklep.kernel.Secret;

class DatabaseAddressTest {
    private static final Secret NONE = Secret.of("");

    @Test
    void whatPeopleSeeHoldsNoPassword() {
        DatabaseAddress address = new DatabaseAddress(
                "jdbc:postgresql://db1,db2/odklep?user=o&password=geheim", "odklep", Secret.of("geheim"));

        assertThat(address).hasToString("postgresql://db1,db2/odklep");
    }

    @Test
    void anEmbeddedDatabaseIsAFile() {
        DatabaseAddress address = DatabaseAddress.embedded(Path.of("/var/lib/odklep/odklep.db"));

        assertThat(address.isEmbedded()).isTrue();
        assertThat(address.file()).isEqualTo(Path.of("/var/lib/odklep/odklep.db"));
        assertThat(address).hasToString("/var/lib/odklep/odklep.db");
    }

    @Test
    void otherDatabasesAreRefusedInWords() {
        assertThatThrownBy(() -> new DatabaseAddress("jdbc:mysql://db/odklep", "", NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("jdbc:postgresql:");
    }
}
