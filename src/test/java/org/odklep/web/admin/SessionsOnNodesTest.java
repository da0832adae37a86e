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
import org.odklep.web.admin.HostileProvider.Asked;

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

    @Test
    void whoLeftForAProviderFromOneNodeComesBackToAnotherAndOnceOnAll() {
        String url = "--odklep.database.url=" + PostgresServer.shared().freshDatabase();
        try (HostileProvider provider = new HostileProvider();
                RunningServer first = RunningServer.start(provider.settings(url));
                RunningServer second = RunningServer.start(provider.settings(url))) {
            first.administrator("vera", Role.AUDITOR);
            first.user("ana@example.si", Role.HELPDESK_ADMINISTRATOR);
            Visit ana = Visit.to(first);
            Asked asked = Asked.of(Visit.location(ana.get("/sign-in/openid")));
            String trip = ana.cookie("odklep-openid").orElseThrow().getValue();
            assertThat(ana.goOnAt(second).get(back(provider, asked)).statusCode())
                    .isEqualTo(200);
            assertThat(ana.goOnAt(first).get("/users").body()).contains("ana@example.si");

            Visit again = Visit.to(first);
            again.setCookie("odklep-openid", trip);
            assertThat(Visit.location(again.get(back(provider, asked)))).isEqualTo("/sign-in?refused=openid.stale");
        }
    }

    private static String back(HostileProvider provider, Asked asked) {
        String code = provider.code(
                asked, claims -> claims.claim("email", "ana@example.si").claim("email_verified", true));
        return HostileProvider.back(code, asked.get("state"));
    }
}
