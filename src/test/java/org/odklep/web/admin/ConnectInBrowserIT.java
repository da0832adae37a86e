package org.odklep.web.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.odklep.testing.Chromium;
import org.odklep.testing.PolicyClient;

/** The first start in a real browser, from the code to the first request of a mail server. */
class ConnectInBrowserIT {
    private final RunningServer server = RunningServer.start();
    private final Chromium chromium = new Chromium();
    private final List<String> complaints = new ArrayList<>();

    @AfterEach
    void stop() {
        try (server) {
            chromium.close();
        }
    }

    @Test
    void thePageWaitsAndSaysWhenThePostfixAsks() {
        Page page = fromTheCodeToTheLines(Chromium.Reader.at(1280));
        Locator postfix = page.locator(".connections li").first();
        assertThat(postfix).containsText("Waits for the first request");
        ask();
        assertThat(postfix).containsText("Connected");
        assertThat(page.locator(".connections li").last()).containsText("Waits for the first request");
        assertThat(complaints).isEmpty();
    }

    @Test
    void linesAreCopied() {
        Page page = fromTheCodeToTheLines(Chromium.Reader.at(390).speaking("sl"));
        BrowserContext context = page.context();
        context.grantPermissions(List.of("clipboard-read", "clipboard-write"));
        Locator copy = page.locator("[data-copy-lines=lines-masterCf]");
        copy.press("Enter");
        assertThat(copy.locator("+ [role=status]")).hasText("Kopirano.");
        assertThat((String) page.evaluate("navigator.clipboard.readText()"))
                .isEqualTo("  -o smtpd_sender_restrictions=odklep_outbound,permit\n"
                        + "  -o smtpd_end_of_data_restrictions=odklep_outbound");
    }

    @Test
    void withoutScriptsOneLooksAgain() {
        Page page = fromTheCodeToTheLines(Chromium.Reader.at(1280).withoutScripts());
        assertThat(page.locator("[data-copy-lines]").first()).isHidden();
        ask();
        Locator postfix = page.locator(".connections li").first();
        // The server looks at its gates once a second.
        while (!postfix.textContent().contains("Connected")) {
            page.getByText("Check again").click();
        }
        assertThat(postfix).containsText("Last request");
    }

    private Page fromTheCodeToTheLines(Chromium.Reader reader) {
        Page page = chromium.open(reader, complaints);
        page.navigate(server.url());
        String password = RunningServer.PASSWORD.reveal();
        page.locator("#code").fill(server.setUpCode());
        page.locator("#name").fill("ana");
        page.locator("#password").fill(password);
        page.locator("#repeated").fill(password);
        page.locator("#organisation-name").fill("Example");
        page.locator("main form button").press("Enter");
        page.locator("#name").fill("ana");
        page.locator("#password").fill(password);
        page.locator("main form button").press("Enter");
        assertThat(page).hasURL(server.url() + "/settings/gates/connect");
        return page;
    }

    private void ask() {
        String endpoint =
                server.part(GateBoard.class).gates(server.now()).getFirst().endpoint();
        try (PolicyClient postfix =
                PolicyClient.connect(Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1)))) {
            assertThat(postfix.send("ana@example.si", "bojan@example.com")).isEqualTo("DUNNO");
        }
    }
}
