package org.odklep.cli.replay.log;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;

/** Reads mail logs from beginning to end, in the order of their first timestamps, as if they were one. */
public final class LogReader {
    /** How many of the lines that could not be understood are shown. */
    static final int MAX_SHOWN = 10;

    private static final int MAX_SHOWN_LENGTH = 160;
    private static final PostfixLine FOREIGN = new PostfixLine.Foreign();

    /** What journalctl puts between the lines of a journal. */
    private static final byte[] JOURNAL_NOTE = "-- ".getBytes(US_ASCII);

    private final ReadProgress progress;
    private final SourceOrder order;
    private final long total;
    private final Line line = new Line();
    private final LogTime time = new LogTime();
    private final LogHead head = new LogHead();
    private final PostfixLineCodec codec = new PostfixLineCodec();
    private final MessageAssembler assembler = new MessageAssembler();
    private final List<UnreadLine> shown = new ArrayList<>();
    private final List<String> brokenOff = new ArrayList<>();
    private final List<String> foreign = new ArrayList<>();
    private long bytesRead;
    private long lines;
    private long postfixLines;
    private long unreadLines;
    private long timedLines;

    private LogReader(List<LogSource> sources, ZoneId zone, Instant now, ReadProgress progress) {
        this.progress = progress;
        this.order = new SourceOrder(zone, now, this::advanced);
        boolean sizeKnown = sources.stream().allMatch(LogSource::rereadable);
        this.total = sizeKnown ? sources.stream().mapToLong(LogSource::size).sum() : 0;
    }

    /**
     * Reads all sources, in whatever order they are given.
     *
     * @param zone where the clock stood that wrote timestamps without an offset
     * @param now no line is younger than this; from it and from the times of the files the years are found
     * @throws LogUnreadableException when a source cannot be read; gzip data that breaks off is a notice instead
     */
    public static LogReading read(List<LogSource> sources, ZoneId zone, Instant now, ReadProgress progress)
            throws IOException {
        return new LogReader(sources, zone, now, progress).read(sources);
    }

    private LogReading read(List<LogSource> sources) throws IOException {
        for (LogSource source : order.sorted(sources)) {
            readSource(source);
        }
        if (timedLines == 0 && !foreign.isEmpty()) {
            throw new LogUnreadableException(String.join("\n", foreign));
        }
        List<String> notices = new ArrayList<>(brokenOff);
        notices.addAll(foreign);
        List<LoggedMessage> messages = assembler.finish();
        return new LogReading(
                messages,
                new LogReading.Counts(
                        lines, postfixLines, unreadLines, assembler.withoutUser(), assembler.notAccepted()),
                List.copyOf(shown),
                List.copyOf(notices),
                brokenOff.isEmpty(),
                messages.stream().findFirst().map(LoggedMessage::time),
                messages.isEmpty()
                        ? Optional.empty()
                        : Optional.of(messages.getLast().time()));
    }

    private void readSource(LogSource source) throws IOException {
        long before = lines;
        long timedBefore = timedLines;
        try (LogStream stream = order.open(source)) {
            readLines(source, new LogLines(stream.text(), line), order.clock(source));
            if (timedLines == timedBefore) {
                noLog(source, lines - before);
            }
        } catch (EOFException | ZipException e) {
            brokenOff.add(source.name() + ": the gzip data is cut off or damaged behind line " + (lines - before)
                    + "; what comes before it counts, the rest is missing");
        } catch (LogUnreadableException e) {
            throw e;
        } catch (IOException e) {
            throw new LogUnreadableException(
                    source.name() + ": reading failed behind line " + (lines - before) + ": " + e.getMessage());
        }
    }

    private void readLines(LogSource source, LogLines in, LogClock clock) throws IOException {
        long before = lines;
        for (LogLines.Found found = in.next(); found != LogLines.Found.END; found = in.next()) {
            lines++;
            PostfixLine read = switch (found) {
                case LINE -> understand(clock);
                case TOO_LONG -> new PostfixLine.Unparsable("longer than 64 KiB");
                case END -> FOREIGN;
            };
            if (read instanceof PostfixLine.Unparsable(String why)) {
                unread(source, lines - before, why);
            }
        }
    }

    private PostfixLine understand(LogClock clock) {
        int behindTime = time.read(line);
        if (behindTime == Line.NOWHERE) {
            boolean isNote = line.length() == 0 || line.startsWith(line.from(), JOURNAL_NOTE);
            return isNote ? FOREIGN : new PostfixLine.Unparsable("no timestamp that is known");
        }
        timedLines++;
        long stamp = clock.stamp(time);
        return switch (head.read(line, behindTime)) {
            case FOREIGN -> FOREIGN;
            case BROKEN -> new PostfixLine.Unparsable("a line that breaks off");
            case POSTFIX -> {
                postfixLines++;
                PostfixLine read = codec.read(line, head);
                assembler.take(read, stamp, clock);
                yield read;
            }
        };
    }

    /** Says of a source without any timestamp what it is, in place of showing its lines, which may be anything. */
    private void noLog(LogSource source, long count) {
        List<UnreadLine> own = shown.stream()
                .filter(each -> each.source().equals(source.name()))
                .toList();
        if (!own.isEmpty()) {
            shown.removeAll(own);
            String first = own.getFirst().text();
            foreign.add(source.name() + ": this is no mail log: none of its " + count + " lines begins with a time"
                    + (first.isBlank() || first.indexOf('?') >= 0 ? "" : "; the first is: " + first));
        }
    }

    private void unread(LogSource source, long number, String why) {
        unreadLines++;
        if (shown.size() < MAX_SHOWN) {
            int end = Math.min(line.to(), line.from() + MAX_SHOWN_LENGTH);
            shown.add(new UnreadLine(source.name(), number, why, printable(line.text(line.from(), end))));
        }
    }

    private static String printable(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) || c == '\ufffd' || Character.getType(c) == Character.FORMAT
                        ? '?'
                        : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private void advanced(long count) {
        bytesRead += count;
        progress.advanced(bytesRead, total);
    }
}
