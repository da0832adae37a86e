package org.odklep.gate.dovecot.doveadm;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;

/** Calls of one host's doveadm. */
final class DoveadmClient implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final long MAX_ANSWER = 1 << 20;

    private final DoveadmHost host;
    private final DoveadmJson json = new DoveadmJson();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    DoveadmClient(DoveadmHost host) {
        this.host = host;
    }

    /**
     * Has names forgotten and sessions ended.
     *
     * @return the replies, by tag: {@link DoveadmJson#FLUSH} and each name in {@code kick}
     * @throws IOException when the host cannot be reached, does not know our key, or is no doveadm
     */
    Map<String, DoveadmJson.Reply> run(Collection<String> forget, Collection<String> kick)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(host.uri())
                .timeout(ANSWER)
                .header("Authorization", host.authorization().reveal())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json.write(forget, kick)))
                .build();
        HttpResponse<byte[]> response = http.send(
                request, HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), MAX_ANSWER));
        return switch (response.statusCode()) {
            case 200 -> json.read(response.body());
            case 401, 403 -> throw new IOException("doveadm does not accept our key or password");
            default -> throw new IOException("doveadm answered HTTP status " + response.statusCode());
        };
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
