package org.odklep.web.admin;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.audit.AuditQuery;
import org.odklep.web.admin.list.Address;
import org.odklep.web.admin.list.Pages;
import org.odklep.web.admin.words.Words;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Audit: who did what, on whom, newest first. */
@Controller
class AuditPages {
    private static final String PATH = "/audit";
    private static final int ROWS = 50;

    private final AuditRows audit;
    private final NamedAccounts accounts;

    AuditPages(AuditRows audit, NamedAccounts accounts) {
        this.audit = audit;
        this.accounts = accounts;
    }

    /**
     * What the address asks for.
     *
     * @param target only entries on this account, policy or administrator
     * @param before only entries with a smaller number
     */
    record Asked(@Nullable String target, @Nullable Long before) {}

    @GetMapping(PATH)
    String list(Asked asked, Actor actor, Words words, Model model) {
        NeedsRole.unless(actor, Right.READ_AUDIT);
        Optional<String> target =
                Optional.ofNullable(asked.target()).map(String::strip).filter(text -> !text.isEmpty());
        long before = asked.before() == null ? Long.MAX_VALUE : asked.before();
        List<AuditRow> found = find(target, before, actor, words);
        List<AuditRow> page = found.subList(0, Math.min(ROWS, found.size()));
        model.addAttribute("target", target.orElse(""));
        model.addAttribute("entries", page);
        String newest = asked.before() == null
                ? null
                : Address.of(PATH).with("target", target.orElse("")).text();
        String older = found.size() > ROWS ? older(target, page.getLast().number()) : null;
        model.addAttribute("pages", new Pages(newest, older));
        return "audit";
    }

    /** What nothing was done to may be the name of an account, cut short. */
    private List<AuditRow> find(Optional<String> target, long before, Actor actor, Words words) {
        List<AuditRow> found = audit.newest(new AuditQuery(target, before, ROWS + 1), words);
        if (!found.isEmpty() || target.isEmpty()) {
            return found;
        }
        return accounts.names(target.get(), actor).stream()
                .findFirst()
                .map(account -> audit.newest(new AuditQuery(Optional.of(account.value()), before, ROWS + 1), words))
                .orElse(found);
    }

    private static String older(Optional<String> target, long before) {
        return Address.of(PATH)
                .with("target", target.orElse(""))
                .with("before", Long.toString(before))
                .text();
    }
}
