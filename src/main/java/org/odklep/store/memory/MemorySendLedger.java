package org.odklep.store.memory;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.odklep.kernel.AccountName;
import org.odklep.lock.ClientCount;
import org.odklep.lock.MessageTrace;
import org.odklep.sending.Alert;
import org.odklep.sending.KnownRecipients;
import org.odklep.sending.SendLedger;
import org.odklep.sending.SentCount;
import org.odklep.sending.TraceQuery;
import org.odklep.sending.TraceQuery.Found;

/** What was sent, one book for each account. */
public final class MemorySendLedger implements SendLedger {
    private static final Comparator<ClientCount> MOST_USED = Comparator.comparingLong(ClientCount::messages)
            .thenComparing(ClientCount::last)
            .reversed();

    private static final Comparator<TraceQuery.Position> NEWEST_FIRST = Comparator.comparing(TraceQuery.Position::at)
            .thenComparing(TraceQuery.Position::account)
            .thenComparing(TraceQuery.Position::id)
            .reversed();

    private final MemoryLockStore locks;
    private final Map<AccountName, Book> books = new HashMap<>();
    private final Map<String, Alert> alerts = new LinkedHashMap<>();
    private final NavigableMap<Instant, Hour> hours = new TreeMap<>();
    private final List<Flush> flushes = new ArrayList<>();
    private long written;
    /** Once somebody asked how far the batches go, news are kept; a replay never asks. */
    private boolean followed;

    /** @param locks where refusals are added up */
    public MemorySendLedger(MemoryLockStore locks) {
        this.locks = locks;
    }

    @Override
    public synchronized void write(Batch batch) {
        written++;
        if (followed) {
            flushes.add(new Flush(batch.node(), new News(written, batch.counts(), batch.known())));
        }
        for (Count count : batch.counts()) {
            book(count.account()).counts.merge(count.from(), count.sent(), SentCount::plus);
            addUp(count);
        }
        for (Trace trace : batch.traces()) {
            book(trace.account()).messages.add(trace.message());
        }
        batch.known().forEach((account, keys) -> {
            Book book = book(account);
            book.known = KnownRecipients.merge(book.known, keys);
        });
        batch.refused().forEach(locks::addRefused);
        batch.alerts().forEach(alert -> alerts.putIfAbsent(alert.id(), alert));
    }

    private void addUp(Count count) {
        Instant from = count.from().truncatedTo(ChronoUnit.HOURS);
        long recipients = (long) count.sent().internal() + count.sent().external();
        hours.merge(
                from,
                new Hour(from, count.sent().messages(), recipients),
                (one, other) ->
                        new Hour(from, one.messages() + other.messages(), one.recipients() + other.recipients()));
    }

    @Override
    public synchronized List<Hour> hours(Instant since) {
        return List.copyOf(hours.tailMap(since, true).values());
    }

    /** Passes on a copy: whoever reads may ask this ledger again meanwhile. */
    @Override
    public long counts(Instant since, Consumer<Count> each) {
        News copy = copyOfCounts(since);
        copy.counts().forEach(each);
        return copy.seen();
    }

    @Override
    public synchronized News news(long node, long seen) {
        List<Count> counts = new ArrayList<>();
        Map<AccountName, int[]> known = new HashMap<>();
        for (Flush flush : flushes) {
            if (flush.node != node && flush.news.seen() > seen) {
                counts.addAll(flush.news.counts());
                flush.news.known().forEach((account, keys) -> known.merge(account, keys, KnownRecipients::merge));
            }
        }
        return new News(written, counts, known);
    }

    @Override
    public synchronized int[] knownRecipients(AccountName account) {
        Book book = books.get(account);
        return book == null ? new int[0] : book.known.clone();
    }

    @Override
    public synchronized List<MessageTrace> traces(AccountName account, int limit) {
        Book book = books.get(account);
        return book == null
                ? List.of()
                : book.messages.reversed().stream()
                        .sorted(Comparator.comparing(MessageTrace::at).reversed())
                        .limit(limit)
                        .toList();
    }

    @Override
    public synchronized TraceQuery.Page search(TraceQuery query) {
        List<Found> found = books.entrySet().stream()
                .filter(book -> query.account().map(book.getKey()::equals).orElse(true))
                .flatMap(book -> book.getValue().found(book.getKey()))
                .filter(each -> isBetween(each.message().at(), query.from(), query.to()))
                .filter(each -> query.after()
                        .map(end -> NEWEST_FIRST.compare(each.position(), end) > 0)
                        .orElse(true))
                .filter(each -> query.wants(each.message()))
                .sorted(Comparator.comparing(Found::position, NEWEST_FIRST))
                .limit(query.limit() + 1L)
                .toList();
        List<Found> page = found.subList(0, Math.min(query.limit(), found.size()));
        return new TraceQuery.Page(
                page, found.size() > query.limit() ? Optional.of(page.getLast().position()) : Optional.empty());
    }

    private static boolean isBetween(Instant at, Instant from, Instant to) {
        return !at.isBefore(from) && at.isBefore(to);
    }

    @Override
    public synchronized List<ClientCount> clients(AccountName account, Instant since, int limit) {
        Book book = books.get(account);
        if (book == null) {
            return List.of();
        }
        List<MessageTrace> lately = book.messages.stream()
                .filter(message -> !message.at().isBefore(since))
                .toList();
        return ClientCount.merge(List.of(), lately, Integer.MAX_VALUE).stream()
                .sorted(MOST_USED)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<Alert> alerts(Optional<AccountName> account, int limit) {
        return alerts.values().stream()
                .filter(alert -> account.map(alert.account()::equals).orElse(true))
                .sorted(Comparator.comparing(Alert::at).reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized void prune(Instant countsBefore, Instant tracesBefore) {
        books.values().removeIf(book -> {
            book.counts.headMap(countsBefore, false).clear();
            book.messages.removeIf(message -> message.at().isBefore(tracesBefore));
            return book.isEmpty();
        });
        alerts.values().removeIf(alert -> alert.at().isBefore(tracesBefore));
        hours.headMap(tracesBefore.minus(TOTALS), false).clear();
        flushes.removeIf(flush ->
                flush.news.counts().stream().allMatch(count -> count.from().isBefore(countsBefore)));
    }

    private synchronized News copyOfCounts(Instant since) {
        followed = true;
        List<Count> copy = new ArrayList<>();
        books.forEach((account, book) ->
                book.counts.tailMap(since, true).forEach((from, sent) -> copy.add(new Count(account, from, sent))));
        return new News(written, copy, Map.of());
    }

    private Book book(AccountName account) {
        return books.computeIfAbsent(account, name -> new Book());
    }

    private record Flush(long node, News news) {}

    private static final class Book {
        final NavigableMap<Instant, SentCount> counts = new TreeMap<>();
        final List<MessageTrace> messages = new ArrayList<>();
        int[] known = {};

        /** They are told apart by their numbers. */
        Stream<Found> found(AccountName account) {
            return IntStream.range(0, messages.size()).mapToObj(number -> {
                MessageTrace message = messages.get(number);
                return new Found(new TraceQuery.Position(message.at(), account, number), message);
            });
        }

        boolean isEmpty() {
            return counts.isEmpty() && messages.isEmpty() && known.length == 0;
        }
    }
}
