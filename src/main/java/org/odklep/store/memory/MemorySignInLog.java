package org.odklep.store.memory;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.odklep.signin.SignInCode;
import org.odklep.signin.SignInLog;
import org.odklep.signin.SignInRecord;
import org.odklep.signin.SignInSearch;

/** The sign-in log, in a list. */
public final class MemorySignInLog implements SignInLog {
    private static final Comparator<SignInRecord> NEWEST_FIRST = Comparator.comparing(SignInRecord::at)
            .thenComparing(SignInRecord::id)
            .reversed();

    private final List<SignInRecord> records = new ArrayList<>();
    private final NavigableMap<Instant, Hour> hours = new TreeMap<>();

    @Override
    public synchronized void write(List<SignInRecord> batch) {
        records.addAll(batch);
        for (SignInRecord each : batch) {
            Instant from = each.at().truncatedTo(ChronoUnit.HOURS);
            int succeeded = each.code().outcome() == SignInCode.Outcome.SUCCESS ? 1 : 0;
            int failed = each.code().outcome() == SignInCode.Outcome.FAILURE ? 1 : 0;
            hours.merge(
                    from,
                    new Hour(from, succeeded, failed),
                    (one, other) -> new Hour(from, one.succeeded() + other.succeeded(), one.failed() + other.failed()));
        }
    }

    @Override
    public synchronized List<SignInRecord> list(Query query) {
        return records.stream()
                .filter(each -> query.account().map(each.account()::equals).orElse(true))
                .filter(each -> query.success()
                        .map(success -> each.code().outcome()
                                == (success ? SignInCode.Outcome.SUCCESS : SignInCode.Outcome.FAILURE))
                        .orElse(true))
                .filter(each -> query.before().map(end -> isAfter(each, end)).orElse(true))
                .sorted(NEWEST_FIRST)
                .limit(query.limit())
                .toList();
    }

    @Override
    public synchronized SignInSearch.Page search(SignInSearch search) {
        int most = search.isPicky() ? SignInSearch.LOOKED_AT : search.limit() + 1;
        List<SignInRecord> looked = records.stream()
                .filter(each -> search.account().map(each.account()::equals).orElse(true))
                .filter(each -> !each.at().isBefore(search.from()) && each.at().isBefore(search.to()))
                .filter(each -> search.after().map(end -> isAfter(each, end)).orElse(true))
                .sorted(NEWEST_FIRST)
                .limit(most)
                .toList();
        List<SignInRecord> found =
                looked.stream().filter(search::wants).limit(search.limit() + 1L).toList();
        List<SignInRecord> page = found.subList(0, Math.min(search.limit(), found.size()));
        boolean more = search.isPicky() && looked.size() == SignInSearch.LOOKED_AT;
        return new SignInSearch.Page(
                page,
                found.size() > page.size()
                        ? Optional.of(Position.of(page.getLast()))
                        : more ? Optional.of(Position.of(looked.getLast())) : Optional.empty());
    }

    @Override
    public synchronized List<SignInRecord> failures(Instant since, int limit) {
        return list(new Query(Optional.empty(), Optional.of(false), Optional.empty(), limit)).stream()
                .takeWhile(each -> !each.at().isBefore(since))
                .toList();
    }

    private static boolean isAfter(SignInRecord each, Position end) {
        int time = each.at().compareTo(end.at());
        return time < 0 || time == 0 && each.id().compareTo(end.id()) < 0;
    }

    @Override
    public synchronized void prune(Instant before) {
        records.removeIf(each -> each.at().isBefore(before));
        hours.headMap(before.minus(TOTALS), false).clear();
    }

    @Override
    public synchronized List<Hour> hours(Instant since) {
        return List.copyOf(hours.tailMap(since, true).values());
    }
}
