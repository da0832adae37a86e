package org.odklep.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A scan of pages with Debian's wapiti, within limits of time, on this machine only.
 *
 * @param findings how many of each category; categories without any are left out
 * @param visited the addresses that it found by itself
 * @param report where the whole report stands
 */
public record Wapiti(Map<String, Integer> findings, List<String> visited, Path report) {
    /** What is asked to be left out, and how long it may take. */
    public record Limits(List<String> excluded, Duration crawl, Duration module) {}

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int START_SECONDS = 30;

    /** Debian's wapiti 3.0.4 writes a regular expression for {@code -x} that its own Python does not take any more. */
    private static final String PROGRAM = """
            import fnmatch, re, runpy, sys
            import wapitiCore.net.crawler
            wapitiCore.net.crawler.wildcard_translate = lambda pattern: re.compile(fnmatch.translate(pattern))
            sys.argv[0] = '/usr/bin/wapiti'
            runpy.run_path(sys.argv[0], run_name='__main__')
            """;

    /**
     * Scans everything below an address.
     *
     * @param name of the report, below {@code target/wapiti}
     * @param url with a final slash
     * @param cookies sent with every request
     * @param modules of wapiti
     */
    public static Wapiti scan(
            String name, String url, Map<String, String> cookies, List<String> modules, Limits limits) {
        try (TestDirectory directory = TestDirectory.create()) {
            Path reports = Files.createDirectories(Path.of("target", "wapiti").toAbsolutePath());
            Path report = reports.resolve(name + ".json");
            Files.deleteIfExists(report);
            Path jar = directory.resolve("cookies.json");
            Files.writeString(jar, jar(cookies));
            List<String> command = new ArrayList<>(List.of(
                    "/usr/bin/python3",
                    "-W",
                    "ignore",
                    "-c",
                    PROGRAM,
                    "-u",
                    url,
                    "--scope",
                    "folder",
                    "-m",
                    String.join(",", modules),
                    "-c",
                    jar.toString(),
                    "--store-session",
                    directory.resolve("session").toString(),
                    "--store-config",
                    directory.resolve("config").toString(),
                    "--max-scan-time",
                    seconds(limits.crawl()),
                    "--max-attack-time",
                    seconds(limits.module()),
                    "--no-bugreport",
                    "--flush-session",
                    "-v",
                    "2",
                    "-t",
                    "10",
                    // The same page in another language or theme is the same page.
                    "-r",
                    "lang",
                    "-r",
                    "theme",
                    "-f",
                    "json",
                    "-o",
                    report.toString()));
            limits.excluded().forEach(excluded -> command.addAll(List.of("-x", excluded)));
            Path output = reports.resolve(name + ".txt");
            long most = START_SECONDS
                    + limits.crawl()
                            .plus(limits.module().multipliedBy(modules.size() + 1))
                            .toSeconds();
            run(command, output, most);
            return new Wapiti(findings(report), visited(output), report);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(List<String> command, Path output, long seconds) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("wapiti did not end well: " + Files.readString(output, UTF_8));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Map<String, Integer> findings(Path report) throws IOException {
        Map<String, Integer> findings = new TreeMap<>();
        JsonNode document = JSON.readTree(Files.readString(report, UTF_8));
        for (String kind : List.of("vulnerabilities", "anomalies")) {
            document.get(kind).properties().forEach(category -> {
                if (!category.getValue().isEmpty()) {
                    findings.put(category.getKey(), category.getValue().size());
                }
            });
        }
        return findings;
    }

    private static List<String> visited(Path output) throws IOException {
        return Files.readAllLines(output, UTF_8).stream()
                .filter(line -> line.contains("[+] http"))
                .map(line -> line.replaceFirst(".*\\[\\+] ", "").split(" ")[0])
                .distinct()
                .toList();
    }

    private static String jar(Map<String, String> cookies) {
        Map<String, Object> values = new TreeMap<>();
        cookies.forEach((name, value) -> {
            Map<String, Object> cookie = new TreeMap<>(Map.of("version", 0, "secure", false, "value", value));
            cookie.put("expires", null);
            cookie.put("port", null);
            values.put(name, cookie);
        });
        return JSON.writeValueAsString(Map.of("127.0.0.1", Map.of("/", values)));
    }

    private static String seconds(Duration duration) {
        return Long.toString(duration.toSeconds());
    }
}
