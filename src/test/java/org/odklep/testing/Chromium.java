package org.odklep.testing;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A real browser without a screen: Debian's Chromium, which Playwright drives. */
public final class Chromium implements AutoCloseable {
    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright =
            Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private final Browser browser = playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions()
                    .setExecutablePath(Path.of("/usr/bin/chromium"))
                    .setArgs(ARGUMENTS));

    /** How a reader looks at the pages. */
    public record Reader(String language, int width, ColorScheme theme, boolean scripts) {
        public static Reader at(int width) {
            return new Reader("en-GB", width, ColorScheme.LIGHT, true);
        }

        public Reader speaking(String other) {
            return new Reader(other, width, theme, scripts);
        }

        public Reader inTheDark() {
            return new Reader(language, width, ColorScheme.DARK, scripts);
        }

        public Reader withoutScripts() {
            return new Reader(language, width, theme, false);
        }
    }

    /** A window of its own, with its own cookies; what the browser complains about goes into the list. */
    public Page open(Reader reader, List<String> complaints) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setLocale(reader.language())
                .setViewportSize(reader.width(), 900)
                .setColorScheme(reader.theme())
                .setJavaScriptEnabled(reader.scripts()));
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(page.url() + ": " + message.text());
            }
        });
        page.onPageError(error -> complaints.add(page.url() + ": " + error));
        page.onRequestFailed(request -> complaints.add(request.url() + ": " + request.failure()));
        return page;
    }

    public Page open(Reader reader) {
        return open(reader, new ArrayList<>());
    }

    @Override
    public void close() {
        playwright.close();
    }
}
