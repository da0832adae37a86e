package org.odklep.web.api;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.audit.AuditChain;
import org.odklep.audit.AuditEntry;
import org.odklep.audit.AuditLog;
import org.odklep.web.graph.ErrorKind;
import org.odklep.web.graph.GraphError;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether the audit log is as it was written. */
@RestController
@RequestMapping(path = ApiSettings.V1 + "/auditLogs", produces = APPLICATION_JSON_VALUE)
class AuditVerificationController {
    private final AuditLog log;
    /** A check reads the whole log: one at a time is enough for everybody. */
    private final Semaphore checking = new Semaphore(1);

    AuditVerificationController(AuditLog log) {
        this.log = log;
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
}
