package org.odklep.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.odklep.account.Actor;
import org.odklep.account.Role;
import org.odklep.kernel.ClientAddress;
import org.odklep.testing.PostgresServer;
import org.odklep.user.User;
import org.odklep.user.Users;

/** Sessions on two nodes over one database. */
class SessionsOnNodesTest {
    private static final Actor OWNER = new Actor("owner", Role.GLOBAL_ADMINISTRATOR, ClientAddress.LOCAL);

    @Test
    void aSessionIsTakenOnEveryNodeAndEndsOnEveryNodeAtOnce() {
        String url = "--odklep.database.url=" + PostgresServer.shared().freshDatabase();
        try (RunningServer first = RunningServer.start(url);
                RunningServer second = RunningServer.start(url)) {
            User user = first.user("ana@example.si", Role.HELPDESK_ADMINISTRATOR);
            first.administrator("vera", Role.AUDITOR);
            Visit ana = Visit.signedIn(first, "ana@example.si").goOnAt(second);
            Visit vera = Visit.signedIn(first, "vera").goOnAt(second);
            assertThat(ana.get("/users").statusCode()).isEqualTo(200);
            assertThat(vera.get("/users").statusCode()).isEqualTo(200);
            assertThat(ana.post("/account/sessions", Map.of(), "/account").statusCode())
                    .isEqualTo(302);

            first.part(Users.class).revokeSessions(user.id(), OWNER, first.now());
            assertThat(Visit.location(ana.get("/users"))).startsWith("/sign-in");

            Visit again = Visit.signedIn(second, "ana@example.si");
            assertThat(again.get("/users").statusCode()).isEqualTo(200);
            vera.post("/sign-out", Map.of(), "/account");
            assertThat(Visit.location(vera.goOnAt(first).get("/users"))).startsWith("/sign-in");
        }
    }
}
