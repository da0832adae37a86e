package org.odklep.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.odklep.account.Role;
import org.odklep.lock.SendingRestriction;
import org.odklep.testing.PostgresServer;

/** Unblocking where other servers may work on the same store. */
class UnblockOnNodesTest {
    @Test
    void onlyWhatWasMeasuredIsClaimed() {
        String url = "--odklep.database.url=" + PostgresServer.shared().freshDatabase();
        try (RunningServer server = RunningServer.start(url)) {
            server.administrator("vera", Role.SECURITY_ADMINISTRATOR);
            SendingRestriction restriction = new Samples(server).hijacked("ana@example.si");
            Visit vera = Visit.signedIn(server, "vera");
            String steps = "/security/restricted-entities/" + restriction.id() + "/release";
            String done = Visit.location(vera.post(steps, Map.of("reason", "Called her."), steps));
            assertThat(vera.get(done).body())
                    .containsPattern("Unblocking took effect on this server in [0-9]+\\.[0-9] ms\\.")
                    .contains("Other servers on the same database look for changes four times a second;"
                            + " that is not part of this time.");
            vera.close();
        }
    }
}
