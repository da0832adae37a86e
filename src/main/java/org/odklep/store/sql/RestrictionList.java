package org.odklep.store.sql;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.odklep.lock.RestrictionPage;
import org.odklep.lock.RestrictionPosition;
import org.odklep.lock.RestrictionQuery;
import org.odklep.lock.SendingRestriction;

/** The statement behind one page of restrictions. Its text is put together from constants; values are parameters. */
final class RestrictionList {
    private final RestrictionQuery query;
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();

    /** @throws IllegalArgumentException when the query goes on after what is no end of a page */
    RestrictionList(RestrictionQuery query, Instant now) {
        this.query = query;
        status(now);
        search();
        RestrictionPosition.after(query).ifPresent(this::after);
    }

    /** Ids are put in order, and rows with their evidence are read for those of the page only. */
    String text(Sql sql) {
        String page = "select r.id from restriction r "
                + (conditions.isEmpty() ? "" : "where " + String.join(" and ", conditions)) + ordered() + " limit "
                + (query.limit() + 1L);
        return "select r.*, e.document from (" + page + ") page" + (sql.isEmbedded() ? " cross" : "")
                + " join restriction r on r.id = page.id left join restriction_evidence e on e.restriction = r.id"
                + ordered();
    }

    /** Counts what all pages hold, up to {@code :most}. */
    String counting() {
        return "select count(*) from (select 1 from restriction r "
                + (conditions.isEmpty() ? "" : "where " + String.join(" and ", conditions)) + " limit :most) counted";
    }

    private String ordered() {
        String direction = query.descending() ? " desc" : " asc";
        return " order by " + column() + direction + ", r.id" + direction;
    }

    Map<String, Object> parameters() {
        return parameters;
    }

    /** The page, out of what the statement found: one row more than fits tells that there is a next page. */
    RestrictionPage page(List<SendingRestriction> found) {
        if (found.size() <= query.limit()) {
            return new RestrictionPage(found, Optional.empty());
        }
        List<SendingRestriction> page = found.subList(0, query.limit());
        String next = RestrictionPosition.of(page.getLast(), query.sort()).text();
        return new RestrictionPage(page, Optional.of(next));
    }

    private void status(Instant now) {
        switch (query.status()) {
            case ACTIVE -> conditions.add("r.ended_ms is null and (r.until_ms is null or r.until_ms > :now)");
            case ENDED -> conditions.add("(r.ended_ms is not null or r.until_ms <= :now)");
            case ALL -> {}
        }
        parameters.put("now", now.toEpochMilli());
    }

    private void search() {
        if (query.search().isEmpty()) {
            return;
        }
        parameters.put("part", "%" + Sql.literally(query.search()) + "%");
        Optional<String> reference = query.reference();
        reference.ifPresent(beginning -> parameters.put("beginning", Sql.literally(beginning) + "%"));
        conditions.add(
                reference.isPresent()
                        ? "(r.account like :part escape '!' or r.id like :beginning escape '!')"
                        : "r.account like :part escape '!'");
    }

    private void after(RestrictionPosition position) {
        conditions.add("(" + column() + ", r.id) " + (query.descending() ? "<" : ">") + " (:key, :id)");
        parameters.put("id", position.id());
        parameters.put("key", position.sort().isNumeric() ? (Object) position.number() : position.key());
    }

    private String column() {
        return switch (query.sort()) {
            case SINCE -> "r.since_ms";
            case ACCOUNT -> "r.account";
            case SET_BY -> "r.set_by";
            case END -> "coalesce(r.ended_ms, r.until_ms, " + Long.MAX_VALUE + ")";
            case REFUSED -> "r.refused";
        };
    }
}
