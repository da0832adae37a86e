package org.odklep.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.odklep.account.Role;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.lock.ClientCount;
import org.odklep.lock.Evidence;
import org.odklep.lock.MessageTrace;
import org.odklep.lock.SendingRestriction;
import org.odklep.sending.Action;
import org.odklep.sending.Limit;

/** Whatever a sender, a policy or a reason is called, it is text on every page and nothing else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileTextTest {
    private static final String TAG = "<script>alert(1)</script>";
    private static final String ATTRIBUTE = "\"'><img src=x onerror=alert(2)>";
    private static final String EXPRESSION = "${7*191}[[${7*191}]]#{app.name}__${7*191}__";
    private static final String HOSTILE = TAG + ATTRIBUTE + EXPRESSION;
    private static final String LIST = "/security/restricted-entities";

    private RunningServer server;
    private Visit ana;
    private SendingRestriction open;
    private SendingRestriction released;

    @BeforeAll
    void start() {
        server = RunningServer.start("--odklep.help=" + HOSTILE);
        Samples samples = new Samples(server);
        server.administrator("ana", Role.GLOBAL_ADMINISTRATOR);
        AccountName account = AccountName.of((HOSTILE + "@example.si").toLowerCase(Locale.ROOT));
        Instant now = server.now();
        Evidence evidence = new Evidence(
                HOSTILE,
                HOSTILE,
                Limit.EXTERNAL_PER_HOUR.key(),
                500,
                501,
                Limit.EXTERNAL_PER_HOUR.window(),
                List.of(new ClientCount(new ClientAddress(HOSTILE), 3, now)),
                List.of(new MessageTrace(now, HOSTILE, HOSTILE, 3, List.of(HOSTILE), 5, new ClientAddress(HOSTILE))));
        released = samples.restricted(account, evidence, Optional.empty());
        samples.release(released, HOSTILE);
        open = samples.restricted(account, unknownLimit(evidence), Optional.empty());
        samples.alert("alert@example.si", true, Action.RESTRICT, evidence);
        samples.policy(Map.of("displayName", TAG + ATTRIBUTE, "conditions", Map.of("groups", List.of(HOSTILE))));
        samples.allow("allowed@example.si", HOSTILE, Optional.empty());
        ana = Visit.signedIn(server, "ana");
    }

    @AfterAll
    void stop() {
        ana.close();
        server.close();
    }

    @TestFactory
    Stream<DynamicTest> hostileTextIsTextOn() {
        return Stream.of(
                        LIST + "?status=all",
                        LIST + "/" + open.id(),
                        LIST + "/" + released.id(),
                        "/security/alerts",
                        "/policies/outbound",
                        "/audit")
                .map(path -> DynamicTest.dynamicTest(path, () -> {
                    String page = ana.get(path).body();
                    assertIsText(page);
                    assertThat(page).contains("&lt;script&gt;alert(1)&lt;/script&gt;");
                }));
    }

    @Test
    void whatIsSentBackToItsSenderIsTextToo() {
        String encoded = URLEncoder.encode(HOSTILE, StandardCharsets.UTF_8);
        for (String path : List.of(
                LIST + "?search=" + encoded,
                LIST + "?status=" + encoded + "&sort=" + encoded + "&order=" + encoded,
                LIST + "/" + encoded.replace("+", "%20").replace("%2F", ""),
                "/audit?target=" + encoded,
                "/sign-in?refused=" + encoded + "&seconds=" + encoded + "&next=" + encoded,
                "/nowhere?" + encoded)) {
            assertIsText(ana.get(path).body());
        }
        assertThat(ana.get(LIST + "?search=" + encoded).body()).contains("&lt;script&gt;alert(1)&lt;/script&gt;");
        assertIsText(ana.post(LIST + "/" + open.id() + "/release", Map.of("reason", HOSTILE + "\u200b"), LIST)
                .body());
        try (Visit stranger = Visit.to(server)) {
            assertIsText(stranger.get("/sign-in?refused=" + encoded + "&next=" + encoded)
                    .body());
        }
    }

    private static void assertIsText(String page) {
        assertThat(page).doesNotContain("<script>alert", "<img src=x", "\"'><img", String.valueOf(7 * 191));
    }

    /** So that the stored words are shown, too. */
    private static Evidence unknownLimit(Evidence evidence) {
        return new Evidence(
                evidence.policyId(),
                evidence.policyName(),
                HOSTILE,
                evidence.allowed(),
                evidence.measured(),
                evidence.window(),
                evidence.clients(),
                evidence.messages());
    }
}
