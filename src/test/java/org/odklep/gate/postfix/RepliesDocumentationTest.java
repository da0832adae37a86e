package org.odklep.gate.postfix;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.Reason;
import org.odklep.lock.History;
import org.odklep.lock.SendingRestriction;
import org.odklep.sending.Refusals;
import org.odklep.sending.SendDecision;
import org.odklep.testing.Documentation;

/** docs/replies.md shows every reply as the gate gives it. */
class RepliesDocumentationTest {
    private static final Documentation PAGE = Documentation.of("docs/replies.md");

    private final Replies replies = new Replies(new Refusals("…"));

    @Test
    void theTableHoldsEveryReplyAndNoOther() {
        List<String> documented = PAGE.rows("").stream()
                .map(row -> row.get(1))
                .filter(cell -> cell.startsWith("`"))
                .map(cell -> cell.substring(1, cell.indexOf('`', 1)))
                .toList();

        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(Stream.concat(refusals().stream(), Stream.of(Replies.NO_OBJECTION))
                        .toList());
    }

    @Test
    void whatTheClientReadsIsOurTextBehindPostfixsWords() {
        List<String> texts = refusals().stream()
                .map(reply -> reply.substring("550 5.1.8 ".length()))
                .toList();
        List<String> shown = PAGE.blocks().stream().flatMap(List::stream).toList();

        assertThat(shown).hasSize(4).allSatisfy(line -> assertThat(texts).anyMatch(line::endsWith));
        assertThat(shown)
                .filteredOn(line -> line.contains("Sender address rejected: "))
                .hasSize(3)
                .allSatisfy(line -> assertThat(refusals())
                        .contains(line.replace("<ana@example.si>: Sender address rejected: ", "")));
    }

    private List<String> refusals() {
        SendingRestriction restriction = new SendingRestriction(
                "7K2M9QXD",
                AccountName.of("ana@example.si"),
                Reason.of("r"),
                "policy:Default",
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty(),
                History.NONE,
                0,
                Optional.empty());
        return Stream.of(
                        replies.to(new SendDecision.Restricted(restriction)),
                        replies.to(new SendDecision.TooManyRecipients(500)),
                        replies.to(new SendDecision.TooFast(30)),
                        replies.to(new SendDecision.NotRecorded()),
                        replies.badAccount())
                .map(Replies.Answer::action)
                .toList();
    }
}
