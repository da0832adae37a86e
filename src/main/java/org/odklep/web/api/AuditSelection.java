package org.odklep.web.api;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.odklep.audit.AuditQuery;
import org.odklep.kernel.Days;
import org.odklep.web.graph.Filter.Term;
import org.odklep.web.graph.ListOptions;

/** The {@code $filter} of the audit log, with the properties of Graph's {@code directoryAudit} and its target. */
final class AuditSelection {
    private static final String EXAMPLE = "target eq 'ana@example.si' and activityDateTime ge 2026-01-31T00:00:00Z";

    private static final String TARGET = "target";
    private static final String ACTOR = "initiatedBy/user/userPrincipalName";
    private static final String ACTION = "activityDisplayName";
    private static final String TIME = "activityDateTime";

    /** Longer ago, or later, is nothing that milliseconds reach. */
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, Instant> times = new HashMap<>();
    private final ZoneId zone;

    private AuditSelection(List<Term> terms, ZoneId zone) {
        this.zone = zone;
        terms.forEach(this::add);
    }

    /** @param zone of days */
    static AuditQuery query(ListOptions options, ZoneId zone, long before, int limit) {
        AuditSelection selection = new AuditSelection(options.filter(EXAMPLE), zone);
        return new AuditQuery(
                Optional.ofNullable(selection.texts.get(TARGET)),
                Optional.ofNullable(selection.texts.get(ACTOR)),
                Optional.ofNullable(selection.texts.get(ACTION)),
                Optional.ofNullable(selection.times.get("ge")),
                Optional.ofNullable(selection.times.get("le")).map(last -> last.plusMillis(1)),
                before,
                limit);
    }

    private void add(Term term) {
        boolean understood = switch (term) {
            case Term.Equal(String property, String value) ->
                List.of(TARGET, ACTOR, ACTION).contains(property) && texts.put(property, value) == null;
            case Term.Time(String property, String operator, Instant instant) -> add(property, operator, instant);
            case Term.Day(String property, String operator, LocalDate day) ->
                add(
                        property,
                        operator,
                        operator.equals("ge")
                                ? Days.beginning(day, zone)
                                : Days.end(day, zone).minusMillis(1));
            case Term other -> false;
        };
        if (!understood) {
            throw ListOptions.badFilter(EXAMPLE);
        }
    }

    private boolean add(String property, String operator, Instant instant) {
        return property.equals(TIME)
                && !instant.isBefore(Instant.EPOCH)
                && instant.isBefore(LAST)
                && times.put(operator, instant) == null;
    }
}
