package org.odklep.web.admin;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientNetwork;
import org.odklep.kernel.Days;
import org.odklep.signin.SignInCode;
import org.odklep.signin.SignInLog;
import org.odklep.signin.SignInSearch;
import org.odklep.web.admin.list.Address;
import org.odklep.web.admin.list.Chip;
import org.odklep.web.admin.list.Option;
import org.odklep.web.admin.list.Tab;
import org.odklep.web.admin.words.Words;

/**
 * What the address of the sign-in log asks for; words that it does not know stand for the usual choice.
 *
 * @param given what is asked, by the name of its field
 */
record SignInLogFilter(Map<String, String> given) {
    static final String PATH = "/security/sign-ins";

    private static final String ACCOUNT = "account";
    private static final String OUTCOME = "outcome";
    private static final String CODE = "code";
    private static final String CLIENT = "client";
    private static final String PLACE = "place";
    private static final String FROM = "from";
    private static final String DAY = "day";
    private static final String AFTER = "after";
    private static final String UNFAMILIAR = "unfamiliar";

    /** In the order of the address. */
    private static final List<String> FIELDS = List.of(ACCOUNT, OUTCOME, CODE, CLIENT, PLACE, FROM, DAY, AFTER);

    private static final List<String> OUTCOMES = List.of("all", "success", "failure");

    private static final Pattern POSITION = Pattern.compile("([0-9]{1,15})[.]([0-9A-Z]{1,20})");

    static SignInLogFilter of(Map<String, String> asked) {
        Map<String, String> given = new LinkedHashMap<>();
        for (String field : FIELDS) {
            String text = asked.getOrDefault(field, "").strip();
            given.put(field, known(field, text.substring(0, Math.min(text.length(), AccountName.MAX_LENGTH))));
        }
        return new SignInLogFilter(given);
    }

    private static String known(String field, String text) {
        boolean known = switch (field) {
            case CODE -> code(text).isPresent();
            case PLACE -> text.equals(UNFAMILIAR);
            case FROM, DAY -> Days.parse(text).isPresent();
            default -> true;
        };
        String usual = field.equals(OUTCOME) ? "all" : "";
        return field.equals(OUTCOME) && !OUTCOMES.contains(text) || !known ? usual : text;
    }

    /**
     * The question to the log; empty when the client cannot be one.
     *
     * @throws IllegalArgumentException when the position is none
     */
    Optional<SignInSearch> search(ZoneId zone, Instant now, int limit) {
        Optional<ClientNetwork> client = ClientNetwork.parse(client());
        Optional<AccountName> whole = isWhole() ? AccountName.parse(account()) : Optional.empty();
        if (client.isEmpty() && !client().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new SignInSearch(
                whole,
                whole.isPresent() ? "" : account(),
                outcome().equals("all")
                        ? Optional.empty()
                        : Optional.of(outcome().equals("success")),
                code(given.getOrDefault(CODE, "")),
                client,
                isUnfamiliar(),
                Days.parse(fromText()).map(each -> Days.beginning(each, zone)).orElse(Instant.EPOCH),
                Days.parse(dayText()).map(each -> Days.end(each, zone)).orElseGet(() -> now.plus(Duration.ofDays(1))),
                after().map(SignInLogFilter::position),
                limit));
    }

    /** With something on both sides of the sign it is a whole name, which an index finds; all else is a part of one. */
    private boolean isWhole() {
        int sign = account().indexOf('@');
        return sign > 0 && account().indexOf('.', sign) > 0 && !account().endsWith(".");
    }

    public String account() {
        return given.getOrDefault(ACCOUNT, "");
    }

    public String outcome() {
        return given.getOrDefault(OUTCOME, "all");
    }

    public String client() {
        return given.getOrDefault(CLIENT, "");
    }

    public boolean isUnfamiliar() {
        return given.getOrDefault(PLACE, "").equals(UNFAMILIAR);
    }

    /** The texts of the fields for days. */
    public String fromText() {
        return given.getOrDefault(FROM, "");
    }

    public String dayText() {
        return given.getOrDefault(DAY, "");
    }

    Optional<String> after() {
        return Optional.of(given.getOrDefault(AFTER, "")).filter(text -> !text.isEmpty());
    }

    static String position(SignInLog.Position last) {
        return last.at().toEpochMilli() + "." + last.id();
    }

    SignInLogFilter from(Optional<String> position) {
        return with(AFTER, position.orElse(""));
    }

    /** The list with something else asked, from its beginning on. */
    private SignInLogFilter with(String field, String value) {
        Map<String, String> other = new LinkedHashMap<>(given);
        other.put(AFTER, "");
        other.put(field, value);
        return new SignInLogFilter(other);
    }

    String address() {
        Address address = Address.of(PATH);
        for (Map.Entry<String, String> each : given.entrySet()) {
            address = address.with(each.getKey(), Optional.of(each.getValue()).filter(text -> !text.isEmpty()));
        }
        return address.text();
    }

    List<Tab> tabs(Words words) {
        return OUTCOMES.stream()
                .map(each -> new Tab(
                        words.say("signInLog.outcome." + each),
                        with(OUTCOME, each).address(),
                        each.equals(outcome())))
                .toList();
    }

    List<Option> codes(Words words) {
        return Arrays.stream(SignInCode.values())
                .map(each -> new Option(
                        each.name(),
                        words.say("signInLog.codeOption", Integer.toString(each.number()), words.say("code." + each)),
                        each.name().equals(given.get(CODE))))
                .toList();
    }

    /** What narrows the list, each with the list without it. */
    List<Chip> chips(Words words) {
        List<Chip> chips = new ArrayList<>();
        chip(chips, ACCOUNT, account());
        chip(chips, CLIENT, client());
        chip(
                chips,
                CODE,
                code(given.getOrDefault(CODE, ""))
                        .map(each -> words.say("code." + each))
                        .orElse(""));
        chip(chips, PLACE, isUnfamiliar() ? words.say("signInLog.unfamiliar") : "");
        chip(
                chips,
                FROM,
                Days.parse(fromText())
                        .map(each -> words.say("trace.since", words.date(each)))
                        .orElse(""));
        chip(
                chips,
                DAY,
                Days.parse(dayText())
                        .map(each -> words.say("signInLog.until", words.date(each)))
                        .orElse(""));
        return chips;
    }

    private void chip(List<Chip> chips, String field, String text) {
        if (!text.isEmpty()) {
            chips.add(new Chip(text, with(field, "").address()));
        }
    }

    private static Optional<SignInCode> code(String text) {
        return Arrays.stream(SignInCode.values())
                .filter(each -> each.name().equals(text))
                .findFirst();
    }

    private static SignInLog.Position position(String text) {
        Matcher position = POSITION.matcher(text);
        if (!position.matches()) {
            throw new IllegalArgumentException("not a position of this list");
        }
        return new SignInLog.Position(Instant.ofEpochMilli(Long.parseLong(position.group(1))), position.group(2));
    }
}
