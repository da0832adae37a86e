package org.odklep.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odklep.testing.OdklepServer;
import org.odklep.testing.ProgramRun;

/** The launcher {@code ./odklep} as shells of all kinds call it. */
class LauncherIT {
    @ParameterizedTest
    @ValueSource(strings = {"LC_ALL=C", "LC_ALL=POSIX", "LANG=nowhere.UTF-9", "LC_ALL=C.UTF-8"})
    void lettersBeyondAsciiArriveInEveryLocale(String locale) {
        try (OdklepServer server = OdklepServer.start("")) {
            String reason = "Škoda čšž – ključ 🔑";

            ProgramRun run = ProgramRun.of(
                    "env",
                    "-u",
                    "LC_ALL",
                    "-u",
                    "LANG",
                    "-u",
                    "LC_CTYPE",
                    locale,
                    "./odklep",
                    "restrict",
                    "žiga@example.si",
                    "--reason",
                    reason,
                    "--data",
                    server.data().toString());

            assertThat(run.exitCode()).as(run.output()).isZero();
            assertThat(run.output()).contains("žiga@example.si may not send any more.");
            assertThat(server.get("/v1.0/auditLogs/directoryAudits").findValuesAsString("resultReason"))
                    .as(List.of(run.output()).toString())
                    .contains(reason);
        }
    }
}
