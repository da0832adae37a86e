package org.odklep.cli.replay.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogReaderTest {
    private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");
    private static final InputStream NO_INPUT = InputStream.nullInputStream();

    @TempDir
    private Path directory;

    /** Written by a Postfix 3.7.11 that was sent mail in every way that matters here. */
    @Test
    void theLogOfARealPostfixIsUnderstood() throws IOException {
        LogReading reading = read(source(realLog()));
        assertThat(reading.messages())
                .map(message -> message.queueId() + " " + message.account() + " " + message.recipientCount() + " "
                        + message.recipients())
                .containsExactly(
                        "A206520C298 ana@example.si 3 [team@example.si, x@ok.test, y@ok.test]",
                        "B4C1220C298 ana@example.si 2 [x@ok.test, down@dead.test]",
                        "3276A20C2AB pre@example.si 2 [team@example.si, p@ok.test]",
                        "7FF4720C2AB pre@example.si 1 [p@ok.test]",
                        "4jXdkQ5JPWzJ99k ana@example.si 2 [team@example.si, long@ok.test]",
                        "4jXdkQ6RZlzJ99k ana@example.si 1 [down@dead.test]",
                        "4jXdlM6sbtzJ9Fj žiga kos@example.si 2 [\"a\\\"b\"@ok.test, plain+x@ok.test]",
                        "4jXdlN0MqpzJ9Fl ex\\ana 2 [team@example.si, q@ok.test]",
                        "4jXdlN10tCzJ9Fb a 1 [u@ok.test]",
                        "4jXdlN3x0qzJ9Fl ana@example.si 2 [x@ok.test, y@ok.test]",
                        "4jXdlN4YjXzJ9Fl x@y 1 [x@ok.test]",
                        "4jXdlN3F9pzJ9Fb ana@example.si 2 [x@ok.test, y@ok.test]",
                        "4jXdlN6V03zJ9Fl u@x 3 [upper@ok.test, postmaster]",
                        "4jXdlN6XRHzJ9Fm u@x 2 [čaj@ok.test, x@xn--aj-dma.ok.test]");
        assertThat(reading.counts()).isEqualTo(new LogReading.Counts(224, 224, 0, 3, 4));
        assertThat(reading.first()).contains(Instant.parse("2026-11-22T19:02:32Z"));
        assertThat(reading.last()).contains(Instant.parse("2026-11-22T19:03:44Z"));
    }

    @Test
    void rotatedFilesMayComeInAnyOrderAndAMessageMaySpanTwo() throws IOException {
        List<String> real = List.of(new String(realLog(), UTF_8).split("\n"));
        Path newest = plain("mail.log", lines(real.subList(120, 224)));
        Path middle = plain("mail.log.1", lines(real.subList(40, 120)));
        Path oldest = gzip("mail.log.2.gz", lines(real.subList(0, 40)));
        List<LoggedMessage> expected = read(source(realLog())).messages();
        for (List<Path> order : List.of(
                List.of(newest, middle, oldest), List.of(oldest, newest, middle), List.of(middle, oldest, newest))) {
            assertThat(readFiles(order).messages()).isEqualTo(expected);
        }
    }

    @Test
    void rotatedFilesGoOverNewYear() throws IOException {
        Path old =
                plain("mail.log.1", bytes(message("Dec 31 23:59:50", "4AAAAA") + message("Jan  1 00:00:05", "4BBBBB")));
        Path current = plain("mail.log", bytes(message("Jan  1 06:25:00", "4CCCCC")));
        modified(old, "2026-01-01T00:00:05Z");
        modified(current, "2026-01-01T06:25:00Z");
        assertThat(readFiles(List.of(current, old)).messages())
                .map(message -> message.time() + " " + message.queueId())
                .containsExactly(
                        "2025-12-31T23:59:50Z 4AAAAA", "2026-01-01T00:00:05Z 4BBBBB", "2026-01-01T06:25:00Z 4CCCCC");
    }

    @Test
    void anOldFileHasTheYearInWhichItWasLastWritten() throws IOException {
        Path file = plain("mail.log.9", bytes(message("Nov 22 18:35:02", "4AAAAA")));
        modified(file, "2023-11-23T00:00:00Z");
        assertThat(readFiles(List.of(file)).first()).contains(Instant.parse("2023-11-22T18:35:02Z"));
        modified(file, "1970-01-01T00:00:01Z");
        assertThat(readFiles(List.of(file)).first()).contains(Instant.parse("2026-11-22T18:35:02Z"));
    }

    @Test
    void bothTimestampsMayStandInOneRotation() throws IOException {
        Path old = plain("mail.log.1", bytes(message("Nov 22 18:00:00", "4AAAAA")));
        Path current = plain("mail.log", bytes(message("2026-11-22T19:00:00.123456+01:00", "4BBBBB")));
        LogReading reading = LogReader.read(
                LogSource.of(List.of(current.toString(), old.toString()), NO_INPUT),
                ZoneId.of("Europe/Ljubljana"),
                NOW,
                ReadProgress.NONE);
        assertThat(reading.messages())
                .map(message -> message.time() + " " + message.queueId())
                .containsExactly("2026-11-22T17:00:00Z 4AAAAA", "2026-11-22T18:00:00.123Z 4BBBBB");
    }

    @Test
    void standardInputIsReadBesideFilesAndMayBeGzip() throws IOException {
        Path current = plain("mail.log", bytes(message("Nov 22 18:00:00", "4BBBBB")));
        byte[] older = gzip(bytes(message("Nov 20 18:00:00", "4AAAAA")));
        List<LogSource> sources = LogSource.of(List.of(current.toString(), "-"), new ByteArrayInputStream(older));
        assertThat(read(sources).messages()).map(LoggedMessage::queueId).containsExactly("4AAAAA", "4BBBBB");
        assertThat(read(LogSource.of(List.of("-"), new ByteArrayInputStream(older)))
                        .messages())
                .map(LoggedMessage::queueId)
                .containsExactly("4AAAAA");
    }

    @Test
    void gzipIsKnownByItsBytesAndMayHaveSeveralMembers() throws IOException {
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        members.write(gzip(bytes(message("Nov 20 18:00:00", "4AAAAA"))));
        members.write(gzip(bytes(message("Nov 21 18:00:00", "4BBBBB"))));
        Path file = plain("mail.log.1", members.toByteArray());
        assertThat(readFiles(List.of(file)).messages())
                .map(LoggedMessage::queueId)
                .containsExactly("4AAAAA", "4BBBBB");
    }

    @Test
    void whatGzipDataHoldsBeforeItBreaksOffCounts() throws IOException {
        byte[] log = MadeLog.bytes(20_000, 3, Instant.parse("2026-11-01T00:00:00Z"), false);
        byte[] whole = gzip(log);
        Path cut = plain("mail.log.2.gz", Arrays.copyOf(whole, whole.length / 2));
        Path next = plain("mail.log.1", bytes(message("Nov 21 18:00:00", "4ZZZZZ")));
        LogReading reading = readFiles(List.of(next, cut));
        assertThat(reading.notices())
                .singleElement()
                .asString()
                .startsWith(cut + ": the gzip data is cut off or damaged behind line ");
        assertThat(reading.counts().lines()).isBetween(8_000L, 12_000L);
        assertThat(reading.messages().getLast().queueId()).isEqualTo("4ZZZZZ");
        assertThat(reading.messages()).hasSizeGreaterThan(300);
    }

    @Test
    void damagedGzipDataIsANoticeToo() throws IOException {
        byte[] damaged = gzip(MadeLog.bytes(20_000, 4, Instant.parse("2026-11-01T00:00:00Z"), false));
        Arrays.fill(damaged, damaged.length / 2, damaged.length / 2 + 100, (byte) 0xff);
        assertThat(readFiles(List.of(plain("damaged.gz", damaged))).notices()).hasSize(1);
        assertThat(readFiles(List.of(plain("tiny.gz", new byte[] {0x1f, (byte) 0x8b, 8})))
                        .notices())
                .hasSize(1);
        assertThat(readFiles(List.of(plain("junk.gz", new byte[] {0x1f, (byte) 0x8b, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9})))
                        .notices())
                .hasSize(1);
    }

    @Test
    void everyFileThatCannotBeReadIsNamed() {
        assertThatThrownBy(() ->
                        LogSource.of(List.of(directory + "/missing.log", directory.toString(), "bad\0name"), NO_INPUT))
                .isInstanceOf(LogUnreadableException.class)
                .hasMessageContaining(directory + "/missing.log: there is no such file\n")
                .hasMessageContaining(directory + ": is a directory; name the log files in it\n")
                .hasMessageContaining("bad\0name: cannot be read");
    }

    @Test
    void otherCompressionsAreRefusedWithTheCommandThatHelps() throws IOException {
        byte[] xz = {(byte) 0xfd, '7', 'z', 'X', 'Z', 0, 0, 4};
        byte[] zstd = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, 0};
        Path first = plain("mail.log.1.xz", xz);
        Path second = plain("mail.log.2.zst", zstd);
        assertThatThrownBy(() -> readFiles(List.of(first)))
                .isInstanceOf(LogUnreadableException.class)
                .hasMessage(first + ": is compressed with xz: use xz -dc " + first + " | odklep replay -");
        assertThatThrownBy(() -> readFiles(List.of(first, second))).hasMessageContaining("xz -dc");
        assertThatThrownBy(() -> readFiles(List.of(second))).hasMessageContaining("zstd -dc");
    }

    @Test
    void aFileThatIsNamedTwiceIsReadOnce() throws IOException {
        Path file = plain("mail.log", bytes(message("Nov 22 18:00:00", "4AAAAA")));
        Path link = Files.createSymbolicLink(directory.resolve("link.log"), file);
        assertThat(readFiles(List.of(file, link, file)).counts().lines()).isEqualTo(5);
    }

    @Test
    void linesThatAreNotUnderstoodAreCountedAndTheFirstAreShown() throws IOException {
        StringBuilder log = new StringBuilder("Nov 22 18:00:00 mx postfix/qmgr[1]: 4AAAAA: from=<a@b>, si\n");
        log.append("Nov 22 18:00:00 mx dovecot: imap-login: Login: user=<ana>\n\n-- Boot 1234 --\n");
        log.append("Nov 22 18:00:00 mx last message repeated 2 times\n");
        log.append("\u001b[31mjunk\0\u202e\n");
        log.append("x".repeat(70_000)).append('\n');
        log.append(message("Nov 22 18:00:00", "4AAAAA"));
        log.append("junk\n".repeat(20));
        LogReading reading = read(source(bytes(log.toString())));
        assertThat(reading.counts().unread()).isEqualTo(23);
        assertThat(reading.counts().lines()).isEqualTo(32);
        assertThat(reading.counts().postfix()).isEqualTo(6);
        assertThat(reading.unread()).hasSize(LogReader.MAX_SHOWN);
        assertThat(reading.unread().subList(0, 4))
                .map(Object::toString)
                .containsExactly(
                        "test:1: a queue manager line that breaks off: "
                                + "Nov 22 18:00:00 mx postfix/qmgr[1]: 4AAAAA: from=<a@b>, si",
                        "test:6: no timestamp that is known: ?[31mjunk??",
                        "test:7: longer than 64 KiB: " + "x".repeat(160),
                        "test:13: no timestamp that is known: junk");
        assertThat(reading.messages()).hasSize(1);
    }

    @Test
    void aLongLogIsCountedExactly() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        MadeLog made = new MadeLog(
                new java.io.PrintStream(bytes, false, UTF_8), 42, Instant.parse("2026-11-01T00:00:00Z"), true);
        made.write(200_000);
        LogReading reading = read(source(bytes.toByteArray()));
        assertThat(reading.counts())
                .returns(made.lines(), LogReading.Counts::lines)
                .returns(made.incoming(), LogReading.Counts::withoutUser)
                .returns(0L, LogReading.Counts::unread)
                .returns(0L, LogReading.Counts::notAccepted);
        assertThat(reading.messages()).hasSize((int) made.submitted());
        assertThat(reading.messages().stream()
                        .mapToLong(LoggedMessage::recipientCount)
                        .sum())
                .isEqualTo(made.recipients());
        assertThat(reading.messages()).isSortedAccordingTo((a, b) -> a.time().compareTo(b.time()));
    }

    @Test
    void progressGoesUpToTheWholeSize() throws IOException {
        byte[] log = MadeLog.bytes(20_000, 5, Instant.parse("2026-11-01T00:00:00Z"), false);
        Path first = gzip("mail.log.1.gz", log);
        Path second = plain("mail.log", log);
        long size = Files.size(first) + Files.size(second);
        List<Long> heard = new ArrayList<>();
        LogReader.read(
                LogSource.of(List.of(first.toString(), second.toString()), NO_INPUT),
                ZoneOffset.UTC,
                NOW,
                (read, total) -> {
                    assertThat(total).isEqualTo(size);
                    heard.add(read);
                });
        assertThat(heard).isSorted().last().isEqualTo(size);
        LogReader.read(
                source(log),
                ZoneOffset.UTC,
                NOW,
                (read, total) -> assertThat(total).isZero());
    }

    @Test
    void anyBytesAreReadWithoutAFault() throws IOException {
        byte[] real = realLog();
        Random random = new Random(20261122);
        for (int round = 0; round < 400; round++) {
            byte[] mutated = mutate(real, random);
            LogReading reading = read(source(mutated));
            assertThat(reading.counts().lines()).isPositive();
            assertThat(reading.unread()).hasSizeLessThanOrEqualTo(LogReader.MAX_SHOWN);
        }
        for (int round = 0; round < 400; round++) {
            byte[] noise = new byte[1 + random.nextInt(5000)];
            random.nextBytes(noise);
            noise[0] = 'x';
            assertThatThrownBy(() -> read(source(noise)))
                    .isInstanceOf(LogUnreadableException.class)
                    .hasMessageContaining("this is no mail log");
        }
    }

    private static byte[] mutate(byte[] original, Random random) {
        byte[] bytes = original.clone();
        for (int i = random.nextInt(2000); i >= 0; i--) {
            int at = 8 + random.nextInt(bytes.length - 8);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] = (byte) "<>[]:,= \n\"\\/".charAt(random.nextInt(12));
                case 2 -> {
                    int length = Math.min(random.nextInt(40), bytes.length - at);
                    System.arraycopy(original, random.nextInt(original.length - length), bytes, at, length);
                }
                default -> {
                    return Arrays.copyOf(bytes, at);
                }
            }
        }
        return bytes;
    }

    private static String message(String time, String queueId) {
        return """
                %1$s mx postfix/smtpd[1]: %2$s: client=pc[192.0.2.7], sasl_method=PLAIN, sasl_username=ana@example.si
                %1$s mx postfix/cleanup[1]: %2$s: message-id=<%2$s@example.si>
                %1$s mx postfix/qmgr[1]: %2$s: from=<ana@example.si>, size=417, nrcpt=1 (queue active)
                %1$s mx postfix/smtp[1]: %2$s: to=<x@ok.test>, relay=mx[203.0.113.5]:25, delay=1, status=sent (250 Ok)
                %1$s mx postfix/qmgr[1]: %2$s: removed
                """.formatted(time, queueId);
    }

    private LogReading readFiles(List<Path> files) throws IOException {
        return read(LogSource.of(files.stream().map(Path::toString).toList(), NO_INPUT));
    }

    private static LogReading read(List<LogSource> sources) throws IOException {
        return LogReader.read(sources, ZoneOffset.UTC, NOW, ReadProgress.NONE);
    }

    private static List<LogSource> source(byte[] log) {
        return List.of(LogSource.of("test", new ByteArrayInputStream(log)));
    }

    private static byte[] realLog() throws IOException {
        try (InputStream log = LogReaderTest.class.getResourceAsStream("postfix-3.7.log")) {
            return Objects.requireNonNull(log).readAllBytes();
        }
    }

    private Path plain(String name, byte[] content) throws IOException {
        return Files.write(directory.resolve(name), content);
    }

    private Path gzip(String name, byte[] content) throws IOException {
        return plain(name, gzip(content));
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private static void modified(Path file, String time) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse(time)));
    }

    private static byte[] lines(List<String> lines) {
        return bytes(String.join("\n", lines) + "\n");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
