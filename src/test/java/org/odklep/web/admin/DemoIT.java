package org.odklep.web.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.odklep.testing.Chromium;
import org.odklep.testing.FreePorts;
import org.odklep.testing.ProgramRun;
import org.odklep.testing.ServerProcess;
import org.odklep.testing.TestDirectory;
import org.odklep.web.admin.words.Language;

/** {@code ./odklep start --demo} as somebody sees it who has never seen the program. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoIT {
    private static final String ODKLEP = Path.of("odklep").toAbsolutePath().toString();
    private static final Pattern DATA = Pattern.compile("into (/\\S+) \\.\\.\\.");
    private static final Pattern HIJACKED = Pattern.compile("(\\S+@\\S+) was hijacked and is sending right now");
    private static final String LIST = "/security/restricted-entities";
    private static final double PATIENCE_MS = 120_000;

    private final int port = FreePorts.next();
    private final TestDirectory directory = TestDirectory.create();
    private ServerProcess demo;
    private Chromium chromium;

    @BeforeAll
    void start() {
        demo = ServerProcess.start(
                "demonstration",
                directory.resolve("demo.log"),
                List.of("env", "ODKLEP_WEB_PORT=" + port, ODKLEP, "start", "--demo"));
        demo.awaitLog("Stop the demonstration");
        chromium = new Chromium();
    }

    @AfterAll
    void stop() {
        try (directory) {
            try (ServerProcess _ = demo;
                    Chromium _ = chromium) {
                // Whatever has begun ends, also when the other has not.
            }
            assertThat(Path.of(told(DATA))).as("the data of the demonstration").doesNotExist();
        }
    }

    @TestFactory
    Stream<DynamicTest> everyPageOfTheMenuHasSomethingToSee() {
        return Language.ALL.stream().flatMap(this::pages);
    }

    @Test
    void theHijackedAccountIsRestrictedBeforeOnesEyesAndAgainAfterARelease() {
        Page page = chromium.open(Chromium.Reader.at(1280));
        signIn(page, "admin");
        String account = told(HIJACKED);

        page.navigate(url() + LIST);
        Locator link = page.locator("a.account", new Page.LocatorOptions().setHasText(account));
        assertThat(link).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE_MS));
        link.click();
        assertThat(page.locator(".why")).containsText("200");
        assertThat(page.locator("main")).containsText("198.51.100.77");
    }

    @Test
    void theAuditLogIsIntact() {
        ProgramRun run = ProgramRun.of(ODKLEP, "audit", "verify", "--data", told(DATA));
        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(run.output()).contains("The audit log is intact");
    }

    @Test
    void everyRoleSignsIn() {
        Matcher names = Pattern.compile("(?m)^  (\\S+@\\S+) +\\S+-\\d\\d +\\S").matcher(demo.log());
        List<String> found = new ArrayList<>();
        while (names.find()) {
            found.add(names.group(1));
            Page page = chromium.open(Chromium.Reader.at(1280));
            signIn(page, names.group(1));
            assertThat(page.locator("nav.places")).isVisible();
        }
        assertThat(found).hasSize(6);
    }

    @Test
    void aDirectoryWithDataIsRefused() {
        directory.write("taken/mine.txt", "precious");
        String taken = directory.resolve("taken").toString();

        ProgramRun run = ProgramRun.of(ODKLEP, "start", "--demo", "--data", taken);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.output()).contains(taken + " holds data");
        assertThat(directory.resolve("taken").toFile().list()).containsExactly("mine.txt");
    }

    @Test
    void settingsOfARealServerAreRefused() {
        Path settings = directory.write("odklep.yaml", "odklep.domains: [example.si]");

        ProgramRun run = ProgramRun.of(ODKLEP, "start", "--demo", "--config", settings.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.output()).contains("leave out --config");
    }

    private Stream<DynamicTest> pages(Locale language) {
        Look look = new Look(chromium, language.getLanguage());
        signIn(look.page(), "admin");
        List<String> paths = look.page().locator("nav.places a").all().stream()
                .map(link -> link.getAttribute("href"))
                .toList();
        assertThat(paths).hasSizeGreaterThan(8);
        return paths.stream()
                .map(path -> DynamicTest.dynamicTest(language.getLanguage() + " " + path, () -> look(look, path)));
    }

    private void look(Look look, String path) {
        Page page = look.page();
        page.navigate(url() + path);
        if (path.endsWith("/message-trace") || path.equals("/guide")) {
            page.navigate(url() + path + "?account=novice@lipovec.example");
        }
        assertThat(page.locator("main")).not().containsText(Pattern.compile("lorem|ipsum", Pattern.CASE_INSENSITIVE));
        assertThat(page.locator("main tbody tr, main section").count()).as(path).isPositive();
        String language = (String) page.evaluate("navigator.language.slice(0, 2)");
        look.judge("demo/" + (path.equals("/") ? "home" : path.substring(path.lastIndexOf('/') + 1)) + "-" + language);
    }

    private void signIn(Page page, String name) {
        page.navigate(url() + "/sign-in");
        page.locator("#name").fill(name);
        page.locator("#password").fill(told(Pattern.compile("(?m)^  " + Pattern.quote(name) + " +(\\S+-\\d\\d) ")));
        page.locator("main form button").last().click();
        page.waitForURL(path -> !path.contains("/sign-in"));
    }

    private String url() {
        return "http://127.0.0.1:" + port;
    }

    private String told(Pattern pattern) {
        Matcher found = pattern.matcher(demo.log());
        assertThat(found.find()).as(demo.log()).isTrue();
        return found.group(1);
    }
}
