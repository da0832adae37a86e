package org.odklep.web.admin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.odklep.account.Actor;
import org.odklep.kernel.AccountName;
import org.odklep.lock.MessageTrace;
import org.odklep.sending.SendLedger;
import org.odklep.web.admin.list.Address;
import org.odklep.web.admin.list.Chart;
import org.odklep.web.admin.list.Tab;
import org.odklep.web.admin.words.Words;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Security &gt; Message trace: what one account sent lately. */
@Controller
class MessageTracePages {
    private static final String PATH = "/security/message-trace";
    private static final int MESSAGES = 200;
    private static final List<Integer> CHOICES = List.of(0, 1, 24, 168);

    private final SendLedger ledger;
    private final NamedAccounts accounts;
    private final MailChart charts;
    private final InstantSource clock;

    MessageTracePages(SendLedger ledger, NamedAccounts accounts, MailChart charts, InstantSource clock) {
        this.ledger = ledger;
        this.accounts = accounts;
        this.charts = charts;
        this.clock = clock;
    }

    /**
     * The address, as it was sent.
     *
     * @param hours how far back; everything if it is none of our choices
     */
    record Asked(@Nullable String account, @Nullable String hours) {
        String text() {
            String text = account == null ? "" : account.strip();
            return text.substring(0, Math.min(text.length(), AccountName.MAX_LENGTH));
        }

        int back() {
            return CHOICES.stream()
                    .filter(choice -> choice.toString().equals(hours))
                    .findFirst()
                    .orElse(0);
        }
    }

    @GetMapping(PATH)
    String list(Asked asked, Actor actor, Words words, Model model) {
        Instant now = clock.instant();
        List<MessageTrace> found = accounts.names(asked.text(), actor).stream()
                .flatMap(account -> ledger.traces(account, MESSAGES).stream())
                .sorted(Comparator.comparing(MessageTrace::at).reversed())
                .limit(MESSAGES)
                .toList();
        List<MessageTrace> shown = asked.back() == 0
                ? found
                : found.stream()
                        .filter(each -> each.at().isAfter(now.minus(Duration.ofHours(asked.back()))))
                        .toList();
        model.addAttribute("account", asked.text());
        model.addAttribute("hours", asked.back());
        model.addAttribute("tabs", tabs(asked, words));
        model.addAttribute(
                "rows",
                shown.stream()
                        .map(each -> RestrictionDetails.Message.of(each, words.moment(each.at()), words))
                        .toList());
        model.addAttribute("count", words.count("trace.rows", shown.size()));
        model.addAttribute("full", found.size() == MESSAGES);
        Optional<Chart> chart = shown.isEmpty() ? Optional.empty() : Optional.of(charts.of(shown, now, words));
        model.addAttribute("chart", chart.orElse(null));
        model.addAttribute("charts", chart.isPresent());
        return "messages";
    }

    private static List<Tab> tabs(Asked asked, Words words) {
        return CHOICES.stream()
                .map(hours -> new Tab(
                        words.say("trace.hours." + hours),
                        Address.of(PATH)
                                .with("account", asked.text())
                                .with("hours", hours.toString())
                                .text(),
                        hours == asked.back()))
                .toList();
    }
}
