package org.odklep.web.admin;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.audit.AuditEntry;
import org.odklep.audit.AuditEvent;
import org.odklep.audit.AuditLog;
import org.odklep.audit.AuditQuery;
import org.odklep.csv.CsvText;
import org.odklep.organisation.OrganisationDecision;
import org.odklep.web.admin.list.Pages;
import org.odklep.web.admin.words.Words;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Audit: who did what, on whom, newest first; to look at, and as a table to keep. */
@Controller
class AuditPages {
    private static final int ROWS = 50;
    private static final int PORTION = 500;

    private static final List<String> COLUMNS =
            List.of("number", "time", "actor", "origin", "action", "target", "reason", "before", "after");

    private final AuditRows audit;
    private final AuditLog log;
    private final NamedAccounts accounts;
    private final OrganisationDecision organisation;

    AuditPages(AuditRows audit, AuditLog log, NamedAccounts accounts, OrganisationDecision organisation) {
        this.audit = audit;
        this.log = log;
        this.accounts = accounts;
        this.organisation = organisation;
    }

    @GetMapping(AuditFilter.PATH)
    String list(@RequestParam Map<String, String> asked, Actor actor, Words words, Model model) {
        NeedsRole.unless(actor, Right.READ_AUDIT);
        AuditFilter filter = AuditFilter.of(asked);
        List<AuditRow> found = audit.newest(named(query(filter, ROWS + 1), actor), words);
        List<AuditRow> page = found.subList(0, Math.min(ROWS, found.size()));
        Optional<String> next =
                found.size() > ROWS ? Optional.of(Long.toString(page.getLast().number())) : Optional.empty();
        model.addAttribute("filter", filter);
        model.addAttribute("actions", AuditRows.actions(filter.action(), words));
        model.addAttribute("chips", filter.chips(words, action -> AuditRows.action(action, words)));
        model.addAttribute("entries", page);
        model.addAttribute("export", filter.goingOn(Optional.empty()).address(AuditFilter.PATH + "/export"));
        model.addAttribute(
                "pages",
                Pages.of(filter.before(), next, before -> filter.goingOn(before).address(AuditFilter.PATH)));
        return "audit";
    }

    /** What is filtered, word for word as it was recorded, all pages of it. */
    @GetMapping(AuditFilter.PATH + "/export")
    void export(@RequestParam Map<String, String> asked, Actor actor, HttpServletResponse response) throws IOException {
        NeedsRole.unless(actor, Right.READ_AUDIT);
        AuditFilter filter = AuditFilter.of(asked);
        AuditQuery query = named(query(filter, PORTION), actor);
        try (Writer out = CsvDownload.open(response, "audit.csv", COLUMNS)) {
            List<AuditEntry> portion = log.newest(query);
            while (!portion.isEmpty()) {
                for (AuditEntry each : portion) {
                    CsvText.write(out, line(each));
                }
                portion = log.newest(query.below(portion.getLast().number()));
            }
        }
    }

    /** What nothing was done to may be the name of an account, cut short. */
    private AuditQuery named(AuditQuery query, Actor actor) {
        Optional<String> target = query.target();
        if (target.isEmpty()
                || !log.newest(new AuditQuery(target, Long.MAX_VALUE, 1)).isEmpty()) {
            return query;
        }
        return accounts.names(target.get(), actor).stream()
                .findFirst()
                .map(account -> query.on(account.value()))
                .orElse(query);
    }

    private static List<String> line(AuditEntry entry) {
        AuditEvent event = entry.event();
        return List.of(
                Long.toString(entry.number()),
                event.at().toString(),
                event.actor(),
                event.origin().value(),
                event.action(),
                event.target(),
                event.reason(),
                Objects.requireNonNullElse(event.before(), ""),
                Objects.requireNonNullElse(event.after(), ""));
    }

    private AuditQuery query(AuditFilter filter, int limit) {
        try {
            return filter.query(organisation.zone(), limit);
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "not an address of this list", e);
        }
    }
}
