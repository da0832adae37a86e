package org.odklep.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.odklep.testing.OdklepServer;
import org.odklep.testing.ProgramRun;
import org.odklep.testing.TestDirectory;

/** The launcher {@code ./odklep} as shells of all kinds call it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LauncherIT {
    private OdklepServer server;

    @BeforeAll
    void start() {
        server = OdklepServer.start("");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"LC_ALL=C, žiga1", "LC_ALL=POSIX, žiga2", "LANG=nowhere.UTF-9, žiga3", "LC_ALL=C.UTF-8, žiga4"})
    void lettersBeyondAsciiArriveInEveryLocale(String locale, String account) {
        String reason = "Škoda čšž – ključ 🔑 in " + locale;

        ProgramRun run = ProgramRun.of(
                "env",
                "--unset=LC_ALL",
                "--unset=LANG",
                "--unset=LC_CTYPE",
                locale,
                Path.of("odklep").toAbsolutePath().toString(),
                "restrict",
                account,
                "--reason",
                reason,
                "--data",
                server.data().toString());

        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(run.output()).contains(account + " may not send any more.");
        assertThat(server.get("/v1.0/auditLogs/directoryAudits").findValuesAsString("resultReason"))
                .contains(reason);
    }

    @Test
    void aCopyOfTheProgramNeedsNoSources() {
        try (TestDirectory directory = TestDirectory.create()) {
            String copy = directory.resolve("copy").toString();
            ProgramRun.of(
                            "cp",
                            "-r",
                            Path.of("target", "odklep").toAbsolutePath().toString(),
                            copy)
                    .orFail();
            ProgramRun.of("cp", Path.of("odklep").toAbsolutePath().toString(), copy)
                    .orFail();
            assertThat(ProgramRun.of(copy + "/odklep", "--version").orFail())
                    .startsWith("Odklep ")
                    .hasLineCount(1);
        }
    }
}
