package org.odklep.web.admin;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.odklep.account.Actor;
import org.odklep.kernel.AccountName;
import org.odklep.lock.MessageTrace;
import org.odklep.organisation.OrganisationDecision;
import org.odklep.sending.SendLedger;
import org.odklep.sending.TraceQuery;
import org.odklep.web.admin.list.Chart;
import org.odklep.web.admin.list.Pages;
import org.odklep.web.admin.words.Words;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.server.ResponseStatusException;

/** Security &gt; Message trace: what was sent, by one account or by all, from page to page as far back as it is kept. */
@Controller
class MessageTracePages {
    private static final int ROWS = 50;

    private final SendLedger ledger;
    private final NamedAccounts accounts;
    private final MailChart charts;
    private final OrganisationDecision organisation;
    private final InstantSource clock;

    MessageTracePages(
            SendLedger ledger,
            NamedAccounts accounts,
            MailChart charts,
            OrganisationDecision organisation,
            InstantSource clock) {
        this.ledger = ledger;
        this.accounts = accounts;
        this.charts = charts;
        this.organisation = organisation;
        this.clock = clock;
    }

    @GetMapping(TraceFilter.PATH)
    String list(TraceFilter.Asked asked, Actor actor, Words words, Model model) {
        Instant now = clock.instant();
        TraceFilter filter = named(TraceFilter.of(asked), actor, now);
        TraceQuery.Page page = find(filter, now);
        Optional<String> next = page.next().map(TraceQuery.Position::text);
        model.addAttribute("filter", filter);
        model.addAttribute("tabs", filter.tabs(words));
        model.addAttribute("chips", filter.chips(words));
        model.addAttribute("named", filter.account().isEmpty());
        model.addAttribute(
                "rows", page.messages().stream().map(each -> row(each, words)).toList());
        model.addAttribute("count", words.count("trace.rows", page.messages().size()));
        model.addAttribute("goesOn", next.isPresent() && page.messages().size() < ROWS);
        model.addAttribute(
                "pages",
                Pages.of(filter.after(), next, after -> filter.goingOn(after).address()));
        Optional<Chart> chart = chart(filter, page, now, words);
        model.addAttribute("chart", chart.orElse(null));
        model.addAttribute("charts", chart.isPresent());
        return "messages";
    }

    /** The account that was meant: under the name as typed with its domain, or else under another one of the same user. */
    private TraceFilter named(TraceFilter typed, Actor actor, Instant now) {
        List<TraceFilter> meant = Stream.concat(
                        accounts.parse(typed.account()).stream(), accounts.names(typed.account(), actor).stream())
                .distinct()
                .map(name -> typed.by(name.value()))
                .toList();
        if (meant.size() == 1) {
            return meant.getFirst();
        }
        return meant.stream()
                .filter(each ->
                        each.after().isPresent() || !find(each, now).messages().isEmpty())
                .findFirst()
                .or(() -> meant.stream().findFirst())
                .orElse(typed);
    }

    private TraceQuery.Page find(TraceFilter filter, Instant now) {
        try {
            return filter.query(organisation.zone(), now, ROWS)
                    .map(ledger::search)
                    .orElseGet(() -> new TraceQuery.Page(List.of(), Optional.empty()));
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "not an address of this list", e);
        }
    }

    private static RestrictionDetails.Message row(TraceQuery.Found found, Words words) {
        MessageTrace message = found.message();
        return RestrictionDetails.Message.of(message, words.moment(message.at()), words)
                .by(found.account());
    }

    /** On the first page of one account. */
    private Optional<Chart> chart(TraceFilter filter, TraceQuery.Page page, Instant now, Words words) {
        return AccountName.parse(filter.account())
                .filter(account -> filter.after().isEmpty() && !page.messages().isEmpty())
                .map(account -> charts.of(ledger.traces(account, MailChart.MESSAGES), now, words));
    }
}
