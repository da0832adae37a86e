package org.odklep.web.admin;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.Days;
import org.odklep.sending.TraceQuery;
import org.odklep.web.admin.list.Address;
import org.odklep.web.admin.list.Chip;
import org.odklep.web.admin.list.Tab;
import org.odklep.web.admin.words.Words;

/**
 * What the address of the message trace asks for; words that it does not know stand for the usual choice.
 *
 * @param hours how far back; 0 for everything that is kept
 * @param from only messages of this day and later ones
 * @param day only messages of this day and earlier ones
 * @param after the position where the page before ended
 */
record TraceFilter(
        String account,
        String sender,
        String domain,
        int hours,
        Optional<LocalDate> from,
        Optional<LocalDate> day,
        Optional<String> after) {
    static final String PATH = "/security/message-trace";

    private static final List<Integer> CHOICES = List.of(0, 1, 24, 168);

    /** The address, as it was sent. */
    record Asked(
            @Nullable String account,
            @Nullable String sender,
            @Nullable String domain,
            @Nullable String hours,
            @Nullable String from,
            @Nullable String day,
            @Nullable String after) {}

    static TraceFilter of(Asked asked) {
        return new TraceFilter(
                text(asked.account()),
                text(asked.sender()),
                text(asked.domain()),
                CHOICES.stream()
                        .filter(choice -> choice.toString().equals(asked.hours()))
                        .findFirst()
                        .orElse(0),
                Days.parse(text(asked.from())),
                Days.parse(text(asked.day())),
                Optional.ofNullable(asked.after()).filter(text -> !text.isEmpty()));
    }

    /**
     * The question to the ledger; empty when the account cannot be one.
     *
     * @throws IllegalArgumentException when the position is none
     */
    Optional<TraceQuery> query(ZoneId zone, Instant now, int limit) {
        Optional<AccountName> name = AccountName.parse(account);
        if (!account.isEmpty() && name.isEmpty()) {
            return Optional.empty();
        }
        Instant back = hours == 0 ? Instant.EPOCH : now.minus(Duration.ofHours(hours));
        Instant since = from.map(each -> Days.beginning(each, zone)).orElse(Instant.EPOCH);
        Instant to = day.map(each -> Days.end(each, zone)).orElseGet(() -> now.plus(Duration.ofDays(1)));
        return Optional.of(new TraceQuery(
                name,
                sender,
                domain,
                since.isAfter(back) ? since : back,
                to,
                after.map(TraceQuery.Position::parse),
                limit));
    }

    /** The texts of the fields for days. */
    public String fromText() {
        return from.map(LocalDate::toString).orElse("");
    }

    public String dayText() {
        return day.map(LocalDate::toString).orElse("");
    }

    /** The same of an account. */
    TraceFilter by(String name) {
        return new TraceFilter(name, sender, domain, hours, from, day, after);
    }

    TraceFilter goingOn(Optional<String> position) {
        return new TraceFilter(account, sender, domain, hours, from, day, position);
    }

    String address() {
        return Address.of(PATH)
                .with("account", account)
                .with("sender", sender)
                .with("domain", domain)
                .with("hours", Integer.toString(hours))
                .with("from", fromText())
                .with("day", dayText())
                .with("after", after)
                .text();
    }

    List<Tab> tabs(Words words) {
        return CHOICES.stream()
                .map(each -> new Tab(
                        words.say("trace.hours." + each),
                        new TraceFilter(account, sender, domain, each, from, day, Optional.empty()).address(),
                        each == hours))
                .toList();
    }

    /** What narrows the list, each with the list without it. */
    List<Chip> chips(Words words) {
        List<Chip> chips = new ArrayList<>();
        chip(chips, account, new TraceFilter("", sender, domain, hours, from, day, Optional.empty()));
        chip(chips, sender, new TraceFilter(account, "", domain, hours, from, day, Optional.empty()));
        chip(chips, domain, new TraceFilter(account, sender, "", hours, from, day, Optional.empty()));
        chip(
                chips,
                from.map(each -> words.say("trace.since", words.date(each))).orElse(""),
                new TraceFilter(account, sender, domain, hours, Optional.empty(), day, Optional.empty()));
        chip(
                chips,
                day.map(each -> words.say("signInLog.until", words.date(each))).orElse(""),
                new TraceFilter(account, sender, domain, hours, from, Optional.empty(), Optional.empty()));
        return chips;
    }

    private static void chip(List<Chip> chips, String text, TraceFilter without) {
        Stream.of(text).filter(each -> !each.isEmpty()).forEach(each -> chips.add(new Chip(each, without.address())));
    }

    private static String text(@Nullable String asked) {
        String text = asked == null ? "" : asked.strip();
        return text.substring(0, Math.min(text.length(), AccountName.MAX_LENGTH));
    }
}
