package org.odklep.web.admin;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.odklep.audit.AuditQuery;
import org.odklep.kernel.Days;
import org.odklep.web.admin.list.Address;
import org.odklep.web.admin.list.Chip;
import org.odklep.web.admin.words.Words;

/**
 * What the address of the audit page asks for; days that are none are left out.
 *
 * @param given what is asked, by the name of its field
 */
record AuditFilter(Map<String, String> given) {
    static final String PATH = "/audit";

    private static final String BEFORE = "before";
    private static final List<String> FIELDS = List.of("target", "actor", "action", "from", "day", BEFORE);
    private static final int MAX_TEXT = 400;

    static AuditFilter of(Map<String, String> asked) {
        Map<String, String> given = new LinkedHashMap<>();
        FIELDS.forEach(field -> {
            String text = asked.getOrDefault(field, "").strip();
            given.put(field, text.substring(0, Math.min(text.length(), MAX_TEXT)));
        });
        return new AuditFilter(given);
    }

    /** @throws IllegalArgumentException when the position is none */
    AuditQuery query(ZoneId zone, int limit) {
        return new AuditQuery(
                text("target"),
                text("actor"),
                text("action"),
                day("from").map(each -> Days.beginning(each, zone)),
                day("day").map(each -> Days.end(each, zone)),
                text(BEFORE).map(Long::parseLong).orElse(Long.MAX_VALUE),
                limit);
    }

    public String target() {
        return text("target").orElse("");
    }

    public String actor() {
        return text("actor").orElse("");
    }

    public String action() {
        return text("action").orElse("");
    }

    /** The texts of the fields for days. */
    public String fromText() {
        return day("from").map(LocalDate::toString).orElse("");
    }

    public String dayText() {
        return day("day").map(LocalDate::toString).orElse("");
    }

    Optional<String> before() {
        return text(BEFORE);
    }

    AuditFilter goingOn(Optional<String> before) {
        return with(BEFORE, before.orElse(""));
    }

    String address(String path) {
        Address address = Address.of(path);
        for (String field : FIELDS) {
            address = address.with(field, text(field));
        }
        return address.text();
    }

    /** What narrows the list, each with the list without it. */
    List<Chip> chips(Words words, Function<String, String> action) {
        List<Chip> chips = new ArrayList<>();
        chip(chips, "target", text("target"));
        chip(chips, "actor", text("actor"));
        chip(chips, "action", text("action").map(action));
        chip(chips, "from", day("from").map(each -> words.say("trace.since", words.date(each))));
        chip(chips, "day", day("day").map(each -> words.say("signInLog.until", words.date(each))));
        return chips;
    }

    private void chip(List<Chip> chips, String field, Optional<String> text) {
        text.ifPresent(each -> chips.add(new Chip(each, with(field, "").address(PATH))));
    }

    private AuditFilter with(String field, String value) {
        Map<String, String> other = new LinkedHashMap<>(given);
        other.put(BEFORE, "");
        other.put(field, value);
        return new AuditFilter(other);
    }

    private Optional<String> text(String field) {
        return Optional.of(given.getOrDefault(field, "")).filter(text -> !text.isEmpty());
    }

    private Optional<LocalDate> day(String field) {
        return text(field).flatMap(Days::parse);
    }
}
