package org.odklep.cli.view;

import java.util.List;
import java.util.Optional;
import org.odklep.cli.terminal.Page;
import org.odklep.cli.terminal.Times;
import org.odklep.cli.terminal.Words;
import org.odklep.sending.Action;
import org.odklep.sending.Limit;

/** The answer to "may this account send, and if not, why?". */
public final class WhyView {
    private static final int MESSAGES_SHOWN = 5;

    private WhyView() {}

    /** The answer in one sentence, then all there is to know. */
    public static Page fill(Page page, Entry sender) {
        List<Entry> locks = sender.entries("locks");
        page.line(sentence(sender, locks));
        locks.forEach(lock -> lock(page.blank(), lock));
        policy(page.blank(), sender);
        page.blank().line("Allow-list: " + allowed(sender.entry("allowedBy"), page.times()));
        history(page, sender, locks);
        List<Entry> messages = sender.entries("recentMessages");
        if (locks.isEmpty() && !messages.isEmpty()) {
            page.blank()
                    .line("Last messages:")
                    .table(
                            2,
                            RestrictionView.messages(
                                    messages.stream().limit(MESSAGES_SHOWN).toList(),
                                    sender.text("senderAddress"),
                                    page.times()));
        }
        return page;
    }

    private static String sentence(Entry sender, List<Entry> locks) {
        String account = sender.text("senderAddress");
        if (!sender.flag("known")) {
            return account + " is unknown here: it is not in the directory, and no mail, sign-in or lock of it was ever"
                    + " seen. Nothing stops it from sending, if it exists elsewhere. Is its name spelt right?";
        }
        if (!sender.flag("canSend")) {
            String reason = locks.isEmpty()
                    ? "the server does not say why"
                    : locks.getFirst().text("reason");
            return account + " may not send: " + reason;
        }
        boolean cannotSignIn =
                locks.stream().anyMatch(lock -> !lock.text("kind").equals("lockout"));
        return account
                + (cannotSignIn ? " is not restricted from sending" : " may send")
                + (sender.entry("allowedBy").isPresent()
                        ? ": the allow-list outranks every restriction." + outranked(sender)
                        : ".")
                + (sender.flag("canSignIn") ? "" : signIn(locks));
    }

    /** What would stop the account if the allow-list did not. */
    private static String outranked(Entry sender) {
        return sender.entries("history").stream()
                .filter(each -> each.text("status").equals("active"))
                .findFirst()
                .map(each -> " Restriction " + each.text("id") + " has not ended: it stops the account again"
                        + " when the allow-list does not cover it any more.")
                .orElse("");
    }

    private static String signIn(List<Entry> locks) {
        List<String> kinds = locks.stream().map(lock -> lock.text("kind")).toList();
        if (kinds.contains("signInBlock")) {
            return " Its sign-in is blocked.";
        }
        return kinds.contains("lockout") ? " It cannot sign in from everywhere." : " It has to choose a new password.";
    }

    private static void lock(Page page, Entry lock) {
        switch (lock.text("kind")) {
            case "sendingRestriction" -> RestrictionView.full(page, lock);
            case "lockout" -> lockout(page, lock);
            case "signInBlock" -> ofUser(page.line("Sign-in blocked"), lock, "sign-in allow %s --reason TEXT");
            default -> ofUser(page.line("New password needed"), lock, "reset-password %s");
        }
    }

    /** @param command that lifts it */
    private static void ofUser(Page page, Entry lock, String command) {
        page.field("reason", lock.text("reason")).field("set by", lock.text("setBy"));
        lock.instant("sinceDateTime")
                .ifPresent(since -> page.field("since", page.times().full(since)));
        page.field("lifted by", "odklep " + String.format(command, lock.text("accountName")));
    }

    private static void lockout(Page page, Entry lock) {
        page.line("Lockout at " + lock.text("places") + " places").field("reason", lock.text("reason"));
        lock.instant("sinceDateTime")
                .ifPresent(since -> page.field("since", page.times().full(since)));
        lock.instant("untilDateTime")
                .ifPresent(until -> page.field("until", page.times().full(until)));
        page.field("lifted by", "odklep unlock " + lock.text("accountName") + " --reason TEXT");
    }

    private static void policy(Page page, Entry sender) {
        Entry policy = sender.entry("policy").orElse(sender);
        page.line("Policy " + policy.text("displayName") + harmless(policy) + "; sent within its windows:");
        List<Entry> sent = sender.entries("sent");
        int width = sent.stream()
                .mapToInt(each -> Long.toString(each.number("measured")).length())
                .max()
                .orElse(0);
        sent.forEach(each -> page.item(usage(each, width)));
    }

    /** Why a policy stops nobody, when it does not. */
    private static String harmless(Entry policy) {
        if (policy.text("mode").equals("shadow")) {
            return ", in shadow: it records and refuses nothing";
        }
        boolean alert = policy.text("actionWhenThresholdReached").equals(Action.ALERT.key());
        return alert ? ", which only alerts: it records and refuses nothing" : "";
    }

    /** Such as "412 of 500 external recipients per hour". */
    private static String usage(Entry sent, int width) {
        long allowed = sent.number("allowed");
        String words = sent.text("words");
        if (sent.text("limit").equals(Limit.PER_MESSAGE.key())) {
            return allowed == 0 ? words + ": no limit" : "at most " + allowed + " " + words;
        }
        String measured = Long.toString(sent.number("measured"));
        return " ".repeat(width - measured.length())
                + measured
                + (allowed == 0 ? " " + words + ", no limit" : " of " + allowed + " " + words);
    }

    private static String allowed(Optional<Entry> entry, Times times) {
        return entry.map(each -> "covered by " + each.text("pattern") + " ("
                        + each.text("reason") + ")"
                        + each.instant("expirationDateTime")
                                .map(end -> " until " + times.full(end))
                                .orElse(""))
                .orElse("does not cover this account");
    }

    private static boolean isStranger(Entry sender) {
        return sender.entries("locks").isEmpty()
                && sender.entries("history").isEmpty()
                && sender.entries("recentMessages").isEmpty()
                && sender.entries("sent").stream().allMatch(each -> each.number("measured") == 0);
    }

    private static void history(Page page, Entry sender, List<Entry> locks) {
        List<String> shown = locks.stream().map(lock -> lock.text("id")).toList();
        List<Entry> earlier = sender.entries("history").stream()
                .filter(each -> !shown.contains(each.text("id")))
                .toList();
        page.blank();
        if (!sender.flag("known")) {
            page.line("Never restricted.");
        } else if (isStranger(sender)) {
            page.line("It never sent anything through this gate.");
        } else if (earlier.isEmpty()) {
            page.line(locks.isEmpty() ? "Never restricted." : "Never restricted before.");
        } else {
            page.line(Words.count(earlier.size(), "earlier restriction") + ":")
                    .table(
                            2,
                            RestrictionView.history(
                                    earlier, sender.entry("allowedBy").isPresent(), page.times()));
        }
    }
}
