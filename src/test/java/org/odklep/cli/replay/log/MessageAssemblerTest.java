package org.odklep.cli.replay.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of the lines of one log; each line of a test gets the next second of 22 November. */
class MessageAssemblerTest {
    private static final String SUBMIT =
            "submission/smtpd[7]: %s: client=pc[192.0.2.7], sasl_method=PLAIN, sasl_username=ana@example.si";

    @Test
    void aMessageHasItsUserTimeSenderClientSizeAndRecipients() throws IOException {
        LogReading reading = read(
                "smtpd[7]: connect from pc[192.0.2.7]",
                SUBMIT.formatted("4AAAAA"),
                "cleanup[8]: 4AAAAA: message-id=<1@example.si>",
                "qmgr[9]: 4AAAAA: from=<alias@example.si>, size=417, nrcpt=2 (queue active)",
                "smtp[10]: 4AAAAA: to=<x@ok.test>, relay=none, delay=1, status=sent (ok)",
                "smtp[10]: 4AAAAA: to=<y@ok.test>, relay=none, delay=1, status=sent (ok)",
                "qmgr[9]: 4AAAAA: removed");
        assertThat(reading.messages()).singleElement().satisfies(message -> {
            assertThat(message.account()).hasToString("ana@example.si");
            assertThat(message.time()).isEqualTo("2026-11-22T00:00:02Z");
            assertThat(message.queueId()).isEqualTo("4AAAAA");
            assertThat(message.sender()).isEqualTo("alias@example.si");
            assertThat(message.client()).hasToString("192.0.2.7");
            assertThat(message.size()).isEqualTo(417);
            assertThat(message.recipients()).map(Object::toString).containsExactly("x@ok.test", "y@ok.test");
            assertThat(message.unnamed()).isZero();
        });
    }

    @Test
    void aDeferredRecipientIsOneRecipientHoweverOftenItIsTried() throws IOException {
        assertThat(summaries(
                        SUBMIT.formatted("4AAAAA"),
                        "qmgr[9]: 4AAAAA: from=<ana@example.si>, size=417, nrcpt=1 (queue active)",
                        "smtp[10]: 4AAAAA: to=<x@ok.test>, relay=none, delay=1, status=deferred (later)",
                        "qmgr[9]: 4AAAAA: from=<ana@example.si>, size=417, nrcpt=1 (queue active)",
                        "smtp[10]: 4AAAAA: to=<X@ok.test>, relay=none, delay=900, status=deferred (later)",
                        "qmgr[9]: 4AAAAA: from=<ana@example.si>, status=expired, returned to sender",
                        "qmgr[9]: 4AAAAA: removed"))
                .containsExactly("00:00:01 4AAAAA ana@example.si [x@ok.test] +0");
    }

    @Test
    void anAliasIsTheOneRecipientThatTheUserWrote() throws IOException {
        assertThat(
                        summaries(
                                SUBMIT.formatted("4AAAAA"),
                                "qmgr[9]: 4AAAAA: from=<ana@example.si>, size=417, nrcpt=4 (queue active)",
                                "smtp[10]: 4AAAAA: to=<x@ok.test>, relay=none, delay=1, status=sent (ok)",
                                "lmtp[10]: 4AAAAA: to=<bor@example.si>, orig_to=<team@example.si>, relay=none, status=deferred (no)",
                                "lmtp[10]: 4AAAAA: to=<eva@example.si>, orig_to=<team@example.si>, relay=none, status=sent (ok)",
                                "lmtp[10]: 4AAAAA: to=<jan@example.si>, orig_to=<team@example.si>, relay=none, status=sent (ok)",
                                "lmtp[10]: 4AAAAA: to=<bor@example.si>, orig_to=<team@example.si>, relay=none, status=sent (ok)"))
                .containsExactly("00:00:01 4AAAAA ana@example.si [x@ok.test, team@example.si] +0");
    }

    @Test
    void recipientsWithoutADeliveryLineAreCountedButNotNamed() throws IOException {
        assertThat(summaries(
                        SUBMIT.formatted("4AAAAA"),
                        "qmgr[9]: 4AAAAA: from=<ana@example.si>, size=417, nrcpt=50 (queue active)",
                        "smtp[10]: 4AAAAA: to=<x@ok.test>, relay=none, delay=1, status=sent (ok)"))
                .containsExactly("00:00:01 4AAAAA ana@example.si [x@ok.test] +49");
    }

    @Test
    void manyRecipientsAreAllKept() throws IOException {
        String recipients = IntStream.range(0, 3000)
                .mapToObj(i -> "smtp[10]: 4AAAAA: to=<x" + i % 1500 + "@ok.test>, relay=none, status=sent (ok)")
                .collect(Collectors.joining("\n"));
        LogReading reading = read(
                SUBMIT.formatted("4AAAAA"),
                "qmgr[9]: 4AAAAA: from=<ana@example.si>, size=417, nrcpt=1500 (queue active)",
                recipients);
        assertThat(reading.messages())
                .singleElement()
                .satisfies(message ->
                        assertThat(message.recipients()).hasSize(1500).doesNotHaveDuplicates());
    }

    @Test
    void mailWithoutAnAuthenticatedUserIsCountedOnly() throws IOException {
        LogReading reading = read(
                "smtpd[7]: 4AAAAA: client=mx.example.org[198.51.100.1]",
                "cleanup[8]: 4AAAAA: message-id=<1@example.org>",
                "qmgr[9]: 4AAAAA: from=<x@example.org>, size=417, nrcpt=1 (queue active)",
                "lmtp[10]: 4AAAAA: to=<ana@example.si>, relay=none, status=sent (ok)",
                "qmgr[9]: 4AAAAA: removed",
                "pickup[11]: 4BBBBB: uid=0 from=<root>",
                "qmgr[9]: 4BBBBB: from=<root@example.si>, size=417, nrcpt=1 (queue active)",
                "qmgr[9]: 4CCCCC: from=<>, size=9000, nrcpt=1 (queue active)",
                "qmgr[9]: 4CCCCC: from=<>, size=9000, nrcpt=1 (queue active)");
        assertThat(reading.messages()).isEmpty();
        assertThat(reading.counts().withoutUser()).isEqualTo(3);
        assertThat(reading.first()).isEmpty();
    }

    @Test
    void aMessageThatIsNotAcceptedDoesNotCount() throws IOException {
        LogReading reading = read(
                SUBMIT.formatted("4AAAAA"),
                "smtpd[7]: lost connection after DATA (0 bytes) from pc[192.0.2.7]",
                SUBMIT.formatted("4BBBBB"),
                "cleanup[8]: 4BBBBB: message-id=<1@example.si>",
                "cleanup[8]: 4BBBBB: milter-reject: END-OF-MESSAGE from pc[192.0.2.7]: 5.7.1 Spam; from=<a@b>",
                SUBMIT.formatted("4CCCCC"),
                "smtpd[7]: 4CCCCC: reject: END-OF-MESSAGE from pc[192.0.2.7]: 550 5.1.8 Access denied; from=<a@b>");
        assertThat(reading.messages()).isEmpty();
        assertThat(reading.counts().notAccepted()).isEqualTo(3);
    }

    @Test
    void aMessageOnHoldHasTheTimeAtWhichItWasTaken() throws IOException {
        assertThat(summaries(
                        SUBMIT.formatted("4AAAAA"),
                        "cleanup[8]: 4AAAAA: message-id=<1@example.si>",
                        "cleanup[8]: 4AAAAA: hold: header X: h from pc[192.0.2.7]; from=<a@b> to=<c@d>",
                        SUBMIT.formatted("4BBBBB"),
                        "cleanup[8]: 4BBBBB: message-id=<2@example.si>",
                        "qmgr[9]: 4BBBBB: from=<ana@example.si>, size=417, nrcpt=1 (queue active)",
                        "postsuper[9]: Released from hold: 1 message",
                        "qmgr[9]: 4AAAAA: from=<ana@example.si>, size=417, nrcpt=1 (queue active)"))
                .containsExactly("00:00:01 4AAAAA ana@example.si [] +1", "00:00:04 4BBBBB ana@example.si [] +1");
    }

    @Test
    void aQueueIdMayBeUsedAgain() throws IOException {
        assertThat(summaries(
                        SUBMIT.formatted("A206520C298"),
                        "qmgr[9]: A206520C298: from=<ana@example.si>, size=1, nrcpt=1 (queue active)",
                        "smtp[10]: A206520C298: to=<x@ok.test>, relay=none, delay=1, status=sent (ok)",
                        "qmgr[9]: A206520C298: removed",
                        SUBMIT.formatted("A206520C298"),
                        "qmgr[9]: A206520C298: from=<ana@example.si>, size=1, nrcpt=1 (queue active)",
                        "smtp[10]: A206520C298: to=<y@ok.test>, relay=none, delay=1, status=sent (ok)",
                        // The line that says "removed" was lost.
                        "smtpd[7]: A206520C298: client=mx.example.org[198.51.100.1]",
                        "qmgr[9]: A206520C298: from=<a@example.org>, size=1, nrcpt=1 (queue active)",
                        "smtp[10]: A206520C298: to=<z@ok.test>, relay=none, delay=1, status=sent (ok)"))
                .containsExactly(
                        "00:00:01 A206520C298 ana@example.si [x@ok.test] +0",
                        "00:00:05 A206520C298 ana@example.si [y@ok.test] +0");
    }

    @Test
    void aMessageThatAContentFilterHandsBackIsCountedOnce() throws IOException {
        LogReading reading = read(
                SUBMIT.formatted("4AAAAA"),
                "qmgr[9]: 4AAAAA: from=<ana@example.si>, size=417, nrcpt=1 (queue active)",
                "smtpd[12]: 4BBBBB: client=localhost[127.0.0.1], orig_queue_id=4AAAAA, orig_client=pc[192.0.2.7]",
                "cleanup[8]: 4BBBBB: message-id=<1@example.si>",
                "qmgr[9]: 4BBBBB: from=<ana@example.si>, size=600, nrcpt=1 (queue active)",
                "amavis/smtp[10]: 4AAAAA: to=<x@ok.test>, relay=127.0.0.1[127.0.0.1]:10024, delay=1, status=sent "
                        + "(250 2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: queued as 4BBBBB)",
                "qmgr[9]: 4AAAAA: removed",
                "smtp[10]: 4BBBBB: to=<x@ok.test>, relay=mx[203.0.113.5]:25, delay=1, status=sent (ok)",
                "qmgr[9]: 4BBBBB: removed");
        assertThat(summaries(reading)).containsExactly("00:00:01 4AAAAA ana@example.si [x@ok.test] +0");
        assertThat(reading.counts().withoutUser()).isEqualTo(1);
    }

    @Test
    void aFilterThatSignsInWhenItHandsBackIsNotASecondSender() throws IOException {
        assertThat(summaries(
                        SUBMIT.formatted("4AAAAA"),
                        "qmgr[9]: 4AAAAA: from=<ana@example.si>, size=417, nrcpt=1 (queue active)",
                        "smtpd[12]: 4BBBBB: client=filter[192.0.2.9], sasl_method=PLAIN, sasl_username=filter, "
                                + "orig_queue_id=4AAAAA, orig_client=pc[192.0.2.7]",
                        "qmgr[9]: 4BBBBB: from=<ana@example.si>, size=600, nrcpt=1 (queue active)"))
                .containsExactly("00:00:01 4AAAAA ana@example.si [] +1");
    }

    @Test
    void aFilterBeforeTheQueueDoesNotHideTheUser() throws IOException {
        LogReading reading = read(
                "smtpd[7]: NOQUEUE: client=pc[192.0.2.7], sasl_method=PLAIN, sasl_username=ana@example.si",
                "smtpd[12]: 4AAAAA: client=localhost[127.0.0.1], orig_client=pc[192.0.2.7]",
                "cleanup[8]: 4AAAAA: message-id=<1@example.si>",
                "smtpd[7]: proxy-accept: END-OF-MESSAGE: 250 2.0.0 Ok: queued as 4AAAAA; from=<a@b> to=<x@ok.test>",
                "qmgr[9]: 4AAAAA: from=<ana@example.si>, size=417, nrcpt=1 (queue active)",
                "smtp[10]: 4AAAAA: to=<x@ok.test>, relay=none, delay=1, status=sent (ok)",
                "qmgr[9]: 4AAAAA: removed");
        assertThat(summaries(reading)).containsExactly("00:00:04 4AAAAA ana@example.si [x@ok.test] +0");
        assertThat(reading.counts().withoutUser()).isZero();
    }

    @Test
    void aMessageMayBeGoneBeforeTheFilterBeforeTheQueueAnswers() throws IOException {
        LogReading reading = read(
                "smtpd[7]: NOQUEUE: client=pc[192.0.2.7], sasl_method=PLAIN, sasl_username=ana@example.si",
                "smtpd[12]: 4AAAAA: client=localhost[127.0.0.1], orig_client=pc[192.0.2.7]",
                "qmgr[9]: 4AAAAA: from=<ana@example.si>, size=417, nrcpt=1 (queue active)",
                "smtp[10]: 4AAAAA: to=<x@ok.test>, relay=none, delay=1, status=sent (ok)",
                "qmgr[9]: 4AAAAA: removed",
                "smtpd[7]: proxy-accept: END-OF-MESSAGE: 250 2.0.0 Ok: queued as 4AAAAA; from=<a@b> to=<x@ok.test>",
                "smtpd[7]: proxy-accept: END-OF-MESSAGE: 250 2.0.0 Ok: queued as 4AAAAA; from=<a@b> to=<x@ok.test>");
        assertThat(summaries(reading)).containsExactly("00:00:02 4AAAAA ana@example.si [x@ok.test] +0");
        assertThat(reading.counts().withoutUser()).isZero();
    }

    private static List<String> summaries(String... texts) throws IOException {
        return summaries(read(texts));
    }

    private static List<String> summaries(LogReading reading) {
        return reading.messages().stream()
                .map(message -> message.time().atOffset(ZoneOffset.UTC).toLocalTime() + " " + message.queueId() + " "
                        + message.account() + " " + message.recipients() + " +" + message.unnamed())
                .map(text -> text.startsWith("00:00 ") ? "00:00:00" + text.substring(5) : text)
                .toList();
    }

    private static LogReading read(String... texts) throws IOException {
        List<String> lines = List.of(String.join("\n", texts).split("\n"));
        String log = IntStream.range(0, lines.size())
                .mapToObj(i ->
                        "Nov 22 %02d:%02d:%02d mx postfix/%s%n".formatted(i / 3600, i / 60 % 60, i % 60, lines.get(i)))
                .collect(Collectors.joining());
        LogSource source = LogSource.of("test", new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8)));
        LogReading reading = LogReader.read(
                List.of(source), ZoneOffset.UTC, Instant.parse("2026-11-23T00:00:00Z"), ReadProgress.NONE);
        assertThat(reading.unread()).isEmpty();
        return reading;
    }
}
