package org.odklep.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.odklep.account.Role;

/** The sign-in form tells nobody who exists: known and unknown names are answered alike, byte for byte. */
class SameAnswerTest {
    private static final Set<String> CHANGING = Set.of("date", "request-id", "set-cookie");

    @Test
    void aKnownAndAnUnknownNameAreAnsweredAlikeFromTheFirstTryToTheWait() {
        try (RunningServer server = RunningServer.start()) {
            server.administrator("known", Role.GLOBAL_ADMINISTRATOR);
            List<String> known = answers(server, "known");
            assertThat(answers(server, "nobody")).isEqualTo(known);
            assertThat(known).allMatch(answer -> answer.contains("refused=wrong"));
        }
    }

    private static List<String> answers(RunningServer server, String name) {
        List<String> answers = new ArrayList<>();
        try (Visit visit = Visit.to(server)) {
            for (int i = 0; i < 12; i++) {
                HttpResponse<String> answer = visit.signIn(name, "wrong password " + i);
                HttpResponse<String> page = visit.get(Visit.location(answer));
                answers.add(answer.statusCode()
                        + headers(answer)
                        + answer.body()
                        + page.statusCode()
                        + page.body().replaceAll("name=\"_csrf\" value=\"[^\"]+\"", ""));
            }
        }
        return answers;
    }

    private static String headers(HttpResponse<String> answer) {
        return answer.headers().map().entrySet().stream()
                .filter(header -> !CHANGING.contains(header.getKey()))
                .map(Object::toString)
                .sorted()
                .collect(Collectors.joining("\n"));
    }
}
