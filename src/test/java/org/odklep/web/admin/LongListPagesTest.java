package org.odklep.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.odklep.account.Actor;
import org.odklep.account.Role;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.ClientNetwork;
import org.odklep.kernel.Reason;
import org.odklep.lock.AllowEntry;
import org.odklep.lock.AllowList;
import org.odklep.signin.SignInListEntry;
import org.odklep.signin.SignInListEntry.Key;
import org.odklep.signin.SignInListEntry.Kind;
import org.odklep.signin.SignInLists;
import org.odklep.web.admin.list.Portion;

/** Lists that somebody filled by a program: no page shows all of them, and every entry is on one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LongListPagesTest {
    private static final String PROTECTION = "/policies/sign-in-protection";
    private static final String OUTBOUND = "/policies/outbound";
    private static final int ENTRIES = 2 * Portion.ROWS + 50;
    private static final Pattern NEXT = Pattern.compile("rel=\"next\" href=\"([^\"#]+)#?[^\"]*\"");
    private static final Actor ROOT = new Actor("root", Role.GLOBAL_ADMINISTRATOR, ClientAddress.LOCAL);

    private RunningServer server;
    private Visit vera;

    @BeforeAll
    void start() {
        server = RunningServer.start();
        server.administrator("vera", Role.SECURITY_ADMINISTRATOR);
        vera = Visit.signedIn(server, "vera");
    }

    @AfterAll
    void stop() {
        vera.close();
        server.close();
    }

    @Test
    void blockedNetworksComeInPages() {
        SignInLists lists = server.part(SignInLists.class);
        for (int i = 0; i < ENTRIES; i++) {
            Key key = new Key(Kind.BLOCK, ClientNetwork.parse("10.0." + i + ".0/24"), Optional.empty());
            lists.add(
                    new SignInListEntry(key, Reason.of("Guesses."), server.now().plus(Duration.ofDays(1))),
                    ROOT,
                    server.now());
        }
        assertThat(pages(PROTECTION, "<bdi>10[.]0[.]([0-9]+)[.]0/24</bdi>")).containsExactly(100, 100, 50);
        assertThat(vera.get(PROTECTION).body()).contains("1 to 100 of 250");
        assertThat(vera.get(PROTECTION + "?blocked=200").body())
                .contains("201 to 250 of 250", "First page")
                .doesNotContain("Next page");
        assertThat(vera.get(PROTECTION + "?blocked=99999").body()).contains("1 to 100 of 250");
        assertThat(vera.get(PROTECTION + "?blocked=-1").body()).contains("1 to 100 of 250");
    }

    @Test
    void exceptionsComeInPages() {
        AllowList allowed = server.part(AllowList.class);
        for (int i = 0; i < ENTRIES; i++) {
            AllowEntry entry = new AllowEntry(
                    "many" + i + "@example.si", Reason.of("A list."), "root", server.now(), Optional.empty());
            assertThat(allowed.add(entry, ROOT)).isTrue();
        }
        assertThat(pages(OUTBOUND, "<bdi>(many[0-9]+@example.si)</bdi>")).containsExactly(100, 100, 50);
        assertThat(vera.get(OUTBOUND + "?from=x").body()).contains("1 to 100 of 250");
    }

    /** How many entries each page has; no entry is on two of them. */
    private List<Integer> pages(String first, String entry) {
        List<Integer> pages = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        Optional<String> next = Optional.of(first);
        while (next.isPresent()) {
            String body = vera.get(next.get()).body();
            List<String> found = Pattern.compile(entry)
                    .matcher(body)
                    .results()
                    .map(result -> result.group(1))
                    .toList();
            assertThat(seen).doesNotContainAnyElementsOf(found);
            seen.addAll(found);
            pages.add(found.size());
            Matcher matcher = NEXT.matcher(body);
            next = matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
        }
        return pages;
    }
}
