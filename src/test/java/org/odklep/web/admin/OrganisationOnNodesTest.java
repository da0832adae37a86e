package org.odklep.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.odklep.account.Actor;
import org.odklep.account.Role;
import org.odklep.kernel.ClientAddress;
import org.odklep.organisation.Organisation;
import org.odklep.organisation.OrganisationDecision;
import org.odklep.organisation.SetUp;
import org.odklep.setting.SettingChange;
import org.odklep.testing.PostgresServer;

/** The organisation on two nodes over one database. */
class OrganisationOnNodesTest {
    /** Much longer than the quarter of a second after which a node looks again. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Test
    void whatOneNodeDecidesHoldsOnTheOther() {
        String[] settings = {
            "--odklep.domains=",
            "--odklep.default-domain=",
            "--odklep.database.url=" + PostgresServer.shared().freshDatabase()
        };
        try (RunningServer first = RunningServer.start(settings);
                RunningServer second = RunningServer.start(settings);
                Visit visit = Visit.to(first)) {
            String password = RunningServer.PASSWORD.reveal();
            visit.post(
                    "/set-up",
                    Map.of(
                            "code",
                            first.setUpCode(),
                            "name",
                            "ana",
                            "password",
                            password,
                            "repeated",
                            password,
                            OrganisationDecision.NAME,
                            "Občina",
                            OrganisationDecision.DOMAINS,
                            "lipovec.si"),
                    "/set-up");
            assertThat(holdsOn(first, second).name()).isEqualTo("Občina");
            assertThat(second.part(SetUp.class).isNeeded()).isFalse();

            OrganisationDecision decision = second.part(OrganisationDecision.class);
            Map<String, String> typed =
                    Map.of(OrganisationDecision.DOMAINS, "lipovec.si sola.si", OrganisationDecision.NAME, "Šola");
            Actor ana = new Actor("ana", Role.GLOBAL_ADMINISTRATOR, ClientAddress.LOCAL);
            assertThat(decision.change(typed, decision.revision(), ana, second.now()))
                    .isEqualTo(new SettingChange.Done());
            assertThat(holdsOn(second, first).domains()).hasSize(2);
        }
    }

    private static Organisation holdsOn(RunningServer here, RunningServer there) {
        Organisation decided = here.part(OrganisationDecision.class).current();
        OrganisationDecision other = there.part(OrganisationDecision.class);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!other.current().equals(decided) && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(other.current()).isEqualTo(decided);
        return decided;
    }
}
