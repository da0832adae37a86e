package org.odklep.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The packaged program as its users run it: a process of its own, with its own data directory and free ports. */
public final class OdklepServer implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path JAR = Path.of("target", "odklep", "odklep.jar").toAbsolutePath();
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private final TestDirectory directory = TestDirectory.create();
    private final HttpClient http = HttpClient.newHttpClient();
    private final int webPort = FreePorts.next();
    private final int policyPort = FreePorts.next();
    private final int dovecotPort = FreePorts.next();
    private @Nullable ServerProcess process;
    private int starts;

    private OdklepServer(String settings) {
        directory.write("odklep.yaml", """
                odklep:
                  domains: [example.si]
                  time-zone: Europe/Ljubljana
                  help: help@example.si
                  web.port: %d
                  postfix.listen: ["inet:127.0.0.1:%d"]
                  dovecot.port: %d
                  ldap.port: 0
                %s""".formatted(webPort, policyPort, dovecotPort, settings.indent(2)));
    }

    /**
     * Starts a server; returns when its gate answers.
     *
     * @param settings more lines below {@code odklep:} of the settings file
     */
    public static OdklepServer start(String settings) {
        OdklepServer server = new OdklepServer(settings);
        try {
            server.start();
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** Starts it again over the same data, after {@link #kill} or {@link #stop}. */
    public void start() {
        List<String> command =
                command("start", "--config", directory.resolve("odklep.yaml").toString());
        process = ServerProcess.start("odklep", directory.resolve("odklep-" + ++starts + ".log"), command);
        process.awaitLog("Odklep is ready.");
        process.awaitPort(policyPort);
    }

    /** {@code kill -9}. */
    public void kill() {
        process().kill();
    }

    /** Ends it as an operator does. */
    public void stop() {
        process().close();
    }

    public String policyEndpoint() {
        return "inet:127.0.0.1:" + policyPort;
    }

    /** What dovecot.conf needs so that Dovecot asks this server about sign-ins. */
    public List<String> dovecotLines() {
        try {
            return List.of(
                    "auth_policy_server_url = http://127.0.0.1:" + dovecotPort + "/",
                    "auth_policy_server_api_header = X-API-Key: "
                            + Files.readString(data().resolve("dovecot.key")).strip(),
                    "auth_policy_hash_nonce = a-nonce-of-this-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int policyPort() {
        return policyPort;
    }

    public String url() {
        return "http://127.0.0.1:" + webPort;
    }

    public Path data() {
        return directory.resolve("data");
    }

    public String log() {
        return process().log();
    }

    /** Runs a command of {@code odklep} over this server's data directory. */
    public ProgramRun cli(String... arguments) {
        return ProgramRun.of(command(arguments).toArray(String[]::new));
    }

    /** GET as the owner of the data directory. */
    public JsonNode get(String path) {
        return send(request(path).GET());
    }

    /** POST of JSON as the owner of the data directory. */
    public JsonNode post(String path, String body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** PATCH of JSON as the owner of the data directory. */
    public JsonNode patch(String path, String body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(body)));
    }

    @Override
    public void close() {
        try (directory) {
            http.close();
            process().close();
        }
    }

    private ServerProcess process() {
        if (process == null) {
            throw new IllegalStateException("not started");
        }
        return process;
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                JAVA, "--enable-native-access=ALL-UNNAMED", "-Xmx256m", "-XX:+UseSerialGC", "-jar", JAR.toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--data", data().toString()));
        return command;
    }

    private HttpRequest.Builder request(String path) {
        try {
            JsonNode access = JSON.readTree(Files.readString(data().resolve("cli.json")));
            return HttpRequest.newBuilder(URI.create(url() + path))
                    .header("Authorization", "Bearer " + access.get("token").asString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IllegalStateException(response.statusCode() + " " + response.body());
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
