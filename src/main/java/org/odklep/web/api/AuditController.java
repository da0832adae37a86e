package org.odklep.web.api;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.audit.AuditEntry;
import org.odklep.audit.AuditLog;
import org.odklep.audit.AuditQuery;
import org.odklep.kernel.AccountName;
import org.odklep.user.User;
import org.odklep.user.Users;
import org.odklep.web.graph.GraphError;
import org.odklep.web.graph.Links;
import org.odklep.web.graph.ListOptions;
import org.odklep.web.graph.Listing;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The audit log: read it, newest first, and check its chain. */
@RestController
@RequestMapping(path = ApiSettings.V1 + "/auditLogs", produces = APPLICATION_JSON_VALUE)
class AuditController {
    private final AuditLog log;
    private final Users users;
    private final Links links;
    private final ApiSettings settings;

    AuditController(AuditLog log, Users users, Links links, ApiSettings settings) {
        this.log = log;
        this.users = users;
        this.links = links;
        this.settings = settings;
    }

    @GetMapping("/directoryAudits")
    Listing<DirectoryAudit> list(HttpServletRequest request, Actor actor) {
        GraphError.require(actor, Right.READ_AUDIT);
        ListOptions options = ListOptions.of(request, ListOptions.FILTER, ListOptions.TOP, ListOptions.SKIP_TOKEN);
        int top = options.top();
        List<AuditEntry> found =
                find(AuditSelection.query(options, settings.zone().get(), before(options), top + 1), actor);
        List<AuditEntry> page = found.subList(0, Math.min(top, found.size()));
        Optional<String> next =
                found.size() > top ? Optional.of(Long.toString(page.getLast().number())) : Optional.empty();
        return links.page(
                request, options, page.stream().map(DirectoryAudit::of).toList(), next);
    }

    /** What nothing was done to may be the name of an account, cut short, or an alias. */
    private List<AuditEntry> find(AuditQuery query, Actor actor) {
        List<AuditEntry> found = log.newest(query);
        if (!found.isEmpty() || query.target().isEmpty()) {
            return found;
        }
        return query.target()
                .flatMap(AccountName::parse)
                .map(name -> name.orAt(settings.defaultDomain()).value())
                .map(name -> users.find(name, actor).map(User::target).orElse(name))
                .map(name -> log.newest(query.on(name)))
                .orElse(found);
    }

    private static long before(ListOptions options) {
        Optional<String> token = options.value(ListOptions.SKIP_TOKEN);
        if (token.isPresent() && !token.get().matches("[1-9][0-9]{0,17}")) {
            throw GraphError.invalid(ListOptions.SKIP_TOKEN, "is not one that this list gave; begin at its first page");
        }
        return token.map(Long::parseLong).orElse(Long.MAX_VALUE);
    }
}
