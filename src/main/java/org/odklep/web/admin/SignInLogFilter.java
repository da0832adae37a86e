package org.odklep.web.admin;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.odklep.kernel.AccountName;
import org.odklep.signin.SignInLog;
import org.odklep.signin.SignInRecord;
import org.odklep.web.admin.list.Address;
import org.odklep.web.admin.list.Chip;
import org.odklep.web.admin.list.Tab;
import org.odklep.web.admin.words.Words;

/**
 * What the address of the sign-in log asks for; words that it does not know stand for the usual choice.
 *
 * @param outcome {@code all}, {@code success} or {@code failure}
 * @param day only attempts of this day and the days before it
 * @param after the position where the page before ended
 */
record SignInLogFilter(String account, String outcome, Optional<LocalDate> day, Optional<String> after) {
    static final String PATH = "/security/sign-ins";

    private static final List<String> OUTCOMES = List.of("all", "success", "failure");
    private static final Pattern POSITION = Pattern.compile("([0-9]{1,15})[.]([0-9A-Z]{1,20})");

    /** The address, as it was sent. */
    record Asked(
            @Nullable String account,
            @Nullable String outcome,
            @Nullable String day,
            @Nullable String after) {}

    static SignInLogFilter of(Asked asked) {
        String account = asked.account() == null ? "" : asked.account().strip();
        return new SignInLogFilter(
                account.substring(0, Math.min(account.length(), AccountName.MAX_LENGTH)),
                Optional.ofNullable(asked.outcome()).filter(OUTCOMES::contains).orElse("all"),
                Optional.ofNullable(asked.day()).flatMap(SignInLogFilter::day),
                Optional.ofNullable(asked.after()).filter(text -> !text.isEmpty()));
    }

    /**
     * The question to the log; empty when the account cannot be one.
     *
     * @param named the account whose name the address has
     * @throws IllegalArgumentException when the position is none
     */
    Optional<SignInLog.Query> query(Optional<AccountName> named, ZoneId zone, int limit) {
        Optional<SignInLog.Position> before =
                after.map(SignInLogFilter::position).or(() -> day.map(known -> endOf(known, zone)));
        Optional<Boolean> success = outcome.equals("all") ? Optional.empty() : Optional.of(outcome.equals("success"));
        if (account.isEmpty()) {
            return Optional.of(new SignInLog.Query(Optional.empty(), success, before, limit));
        }
        return named.map(name -> new SignInLog.Query(Optional.of(name), success, before, limit));
    }

    /** The text of the field for the day. */
    public String dayText() {
        return day.map(LocalDate::toString).orElse("");
    }

    static String position(SignInRecord last) {
        return last.at().toEpochMilli() + "." + last.id();
    }

    SignInLogFilter from(Optional<String> position) {
        return new SignInLogFilter(account, outcome, day, position);
    }

    String address() {
        return Address.of(PATH)
                .with("account", account)
                .with("outcome", outcome)
                .with("day", dayText())
                .with("after", after)
                .text();
    }

    List<Tab> tabs(Words words) {
        return OUTCOMES.stream()
                .map(each -> new Tab(
                        words.say("signInLog.outcome." + each),
                        new SignInLogFilter(account, each, day, Optional.empty()).address(),
                        each.equals(outcome)))
                .toList();
    }

    List<Chip> chips(Words words) {
        List<Chip> chips = new ArrayList<>();
        if (!account.isEmpty()) {
            chips.add(new Chip(account, new SignInLogFilter("", outcome, day, Optional.empty()).address()));
        }
        day.ifPresent(known -> chips.add(new Chip(
                words.say("signInLog.until", words.date(known)),
                new SignInLogFilter(account, outcome, Optional.empty(), Optional.empty()).address())));
        return chips;
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static SignInLog.Position endOf(LocalDate day, ZoneId zone) {
        return new SignInLog.Position(day.plusDays(1).atStartOfDay(zone).toInstant(), "");
    }

    private static SignInLog.Position position(String text) {
        Matcher position = POSITION.matcher(text);
        if (!position.matches()) {
            throw new IllegalArgumentException("not a position of this list");
        }
        return new SignInLog.Position(Instant.ofEpochMilli(Long.parseLong(position.group(1))), position.group(2));
    }
}
