package org.odklep.cli.view;

import java.util.List;
import java.util.Optional;
import org.odklep.cli.terminal.Page;
import org.odklep.cli.terminal.Table;
import org.odklep.cli.terminal.Times;
import org.odklep.cli.terminal.Words;
import org.odklep.sending.Limit;

/** Sending restrictions. */
public final class RestrictionView {
    private static final int MESSAGES_SHOWN = 10;

    private RestrictionView() {}

    /** All that is known of a restriction, and the command that lifts it. */
    public static Page full(Page page, Entry restriction) {
        Times times = page.times();
        page.line("Sending restriction " + restriction.text("id"))
                .field("stops", "sending mail, inside and outside alike; receiving goes on")
                .field("reason", restriction.text("reason"))
                .field(
                        "measured",
                        restriction
                                .entry("evidence")
                                .map(RestrictionView::measured)
                                .orElse(""))
                .field("set by", restriction.text("setBy"))
                .field(
                        "since",
                        restriction.instant("createdDateTime").map(times::full).orElse(""))
                .field("ends", end(restriction, times))
                .field("reply", restriction.text("reply"))
                .field("refused", Words.count(restriction.number("refusedSince"), "time") + " so far")
                .field("earlier", earlier(restriction));
        if (restriction.text("status").equals("ended")) {
            page.field("ended", ending(restriction, times));
        } else {
            page.field("lifted by", restriction.text("liftedBy"))
                    .field("", "odklep release " + word(restriction.text("senderAddress")) + " --reason \"...\"")
                    .field("note", restriction.text("note"));
        }
        restriction
                .entry("evidence")
                .ifPresent(evidence -> evidence(page, evidence, restriction.text("senderAddress")));
        return page;
    }

    /** One line for each restriction. */
    public static Table table(List<Entry> restrictions, Times times) {
        Table table = Table.of("REFERENCE", "ACCOUNT", "SINCE", "ENDS", "WHY");
        restrictions.forEach(each -> table.row(
                each.text("id"),
                each.text("senderAddress"),
                each.instant("createdDateTime").map(times::brief).orElse(""),
                briefEnd(each, times),
                each.entry("evidence").map(RestrictionView::measured).orElseGet(() -> each.text("reason"))));
        return table;
    }

    /**
     * One line for each restriction of one account.
     *
     * @param outranked whether the allow-list keeps those that have not ended from stopping anything
     */
    static Table history(List<Entry> restrictions, boolean outranked, Times times) {
        Table table = Table.of("REFERENCE", "SINCE", "ENDED", "HOW");
        restrictions.forEach(each -> table.row(
                each.text("id"),
                each.instant("createdDateTime").map(times::brief).orElse(""),
                ended(each)
                        .flatMap(end -> end.instant("dateTime"))
                        .map(times::brief)
                        .orElse("not yet"),
                ended(each)
                        .map(RestrictionView::how)
                        .orElseGet(() -> (outranked ? "outranked by the allow-list: " : "") + each.text("reason"))));
        return table;
    }

    /** How a restriction ended, in words: when, by whom and why. */
    public static String ending(Entry restriction, Times times) {
        return ended(restriction)
                .map(end -> end.instant("dateTime").map(times::full).orElse("") + ", " + how(end))
                .orElse("");
    }

    /** Such as "501 of 500 external recipients per hour". */
    public static String measured(Entry evidence) {
        String limit = evidence.text("limit");
        return evidence.number("measured") + " of " + evidence.number("allowed") + " "
                + Limit.byKey(limit).map(Limit::words).orElse(limit);
    }

    /** The last messages of an account, newest first. */
    static Table messages(List<Entry> messages, String account, Times times) {
        Table table = Table.of("TIME", "QUEUE ID", "CLIENT", ">RCPTS", ">SIZE", "TO");
        messages.forEach(each -> table.row(
                each.instant("dateTime").map(times::brief).orElse(""),
                each.text("queueId"),
                each.text("clientIpAddress"),
                Long.toString(each.number("recipients")),
                Words.size(each.number("size")),
                each.joined("domains") + as(each.text("sender"), account)));
        return table;
    }

    /** A word that a shell takes for one. */
    static String word(String text) {
        return text.matches("[A-Za-z0-9@._+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    private static String as(String sender, String account) {
        return sender.equalsIgnoreCase(account) ? "" : " (from <" + sender + ">)";
    }

    private static void evidence(Page page, Entry evidence, String account) {
        Table clients = Table.of("CLIENT", ">MESSAGES", "LAST");
        evidence.entries("clients")
                .forEach(each -> clients.row(
                        each.text("ipAddress"),
                        Long.toString(each.number("messages")),
                        each.instant("lastDateTime").map(page.times()::brief).orElse("")));
        if (!clients.isEmpty()) {
            page.item("clients in the 24 hours before").table(4, clients);
        }
        List<Entry> messages = evidence.entries("messages");
        if (!messages.isEmpty()) {
            page.item("last messages" + (messages.size() > MESSAGES_SHOWN ? ", all of them with --json" : ""));
            List<Entry> shown = messages.stream().limit(MESSAGES_SHOWN).toList();
            page.table(4, messages(shown, account, page.times()));
        }
    }

    private static String end(Entry restriction, Times times) {
        return restriction
                .instant("expirationDateTime")
                .map(end -> times.full(end) + ", or when released before")
                .orElse("when released; it does not end by itself");
    }

    private static String briefEnd(Entry restriction, Times times) {
        if (restriction.text("status").equals("ended")) {
            return "ended "
                    + ended(restriction)
                            .flatMap(end -> end.instant("dateTime"))
                            .map(times::brief)
                            .orElse("");
        }
        return restriction.instant("expirationDateTime").map(times::brief).orElse("when released");
    }

    private static String earlier(Entry restriction) {
        long restrictions = restriction.number("earlierRestrictions");
        return restrictions == 0
                ? "none"
                : Words.count(restrictions, "restriction") + ", "
                        + Words.count(restriction.number("earlierReleases"), "release");
    }

    private static Optional<Entry> ended(Entry restriction) {
        return restriction.entry("release");
    }

    private static String how(Entry ending) {
        return "by " + ending.text("by") + ": " + ending.text("reason");
    }
}
