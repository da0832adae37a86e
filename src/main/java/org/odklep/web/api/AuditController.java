package org.odklep.web.api;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.audit.AuditChain;
import org.odklep.audit.AuditEntry;
import org.odklep.audit.AuditLog;
import org.odklep.web.graph.ErrorKind;
import org.odklep.web.graph.GraphError;
import org.odklep.web.graph.Links;
import org.odklep.web.graph.ListOptions;
import org.odklep.web.graph.Listing;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The audit log: read it, newest first, and check its chain. */
@RestController
@RequestMapping(path = ApiSettings.V1 + "/auditLogs", produces = APPLICATION_JSON_VALUE)
class AuditController {
    private final AuditLog log;
    private final Links links;
    /** A check reads the whole log: one at a time is enough for everybody. */
    private final Semaphore checking = new Semaphore(1);

    AuditController(AuditLog log, Links links) {
        this.log = log;
        this.links = links;
    }

    @GetMapping("/directoryAudits")
    Listing<DirectoryAudit> list(HttpServletRequest request, Actor actor) {
        GraphError.require(actor, Right.READ_AUDIT);
        ListOptions options = ListOptions.of(request, ListOptions.FILTER, ListOptions.TOP, ListOptions.SKIP_TOKEN);
        int top = options.top();
        List<AuditEntry> found = log.newest(AuditSelection.query(options, before(options), top + 1));
        List<AuditEntry> page = found.subList(0, Math.min(top, found.size()));
        Optional<String> next =
                found.size() > top ? Optional.of(Long.toString(page.getLast().number())) : Optional.empty();
        return links.page(
                request, options, page.stream().map(DirectoryAudit::of).toList(), next);
    }

    @GetMapping("/verification")
    AuditVerification verify(Actor actor) {
        GraphError.require(actor, Right.READ_AUDIT);
        if (!checking.tryAcquire()) {
            throw GraphError.of(
                            ErrorKind.ACTIVITY_LIMIT_REACHED, "The audit log is being checked right now; try later.")
                    .withHeader(HttpHeaders.RETRY_AFTER, "10");
        }
        try (Stream<AuditEntry> entries = log.all()) {
            return AuditVerification.of(AuditChain.verify(entries));
        } finally {
            checking.release();
        }
    }

    private static long before(ListOptions options) {
        Optional<String> token = options.value(ListOptions.SKIP_TOKEN);
        if (token.isPresent() && !token.get().matches("[1-9][0-9]{0,17}")) {
            throw GraphError.invalid(ListOptions.SKIP_TOKEN, "is not one that this list gave; begin at its first page");
        }
        return token.map(Long::parseLong).orElse(Long.MAX_VALUE);
    }
}
