package org.odklep.web.api;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.kernel.AccountName;
import org.odklep.sending.Alert;
import org.odklep.sending.SendLedger;
import org.odklep.web.graph.GraphError;
import org.odklep.web.graph.Links;
import org.odklep.web.graph.ListOptions;
import org.odklep.web.graph.Listing;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Crossed limits that restricted nobody, because the policy only alerts or runs in shadow; newest first. */
@RestController
@RequestMapping(path = ApiSettings.V1 + "/security/sendingAlerts", produces = APPLICATION_JSON_VALUE)
class SendingAlertController {
    private static final String EXAMPLE = "senderAddress eq 'ana@example.si'";

    private final SendLedger ledger;
    private final Links links;
    private final ApiSettings settings;

    SendingAlertController(SendLedger ledger, Links links, ApiSettings settings) {
        this.ledger = ledger;
        this.links = links;
        this.settings = settings;
    }

    /**
     * An alert on the wire.
     *
     * @param mode {@code shadow} when the policy would have acted, had it not been in shadow
     * @param action what the policy does, or would have done
     */
    record SendingAlert(
            String id,
            String senderAddress,
            Instant createdDateTime,
            String mode,
            String action,
            EvidenceView evidence) {
        static SendingAlert of(Alert alert) {
            return new SendingAlert(
                    alert.id(),
                    alert.account().value(),
                    alert.at(),
                    alert.shadow() ? "shadow" : "enforce",
                    alert.action().key(),
                    EvidenceView.of(alert.evidence()));
        }
    }

    @GetMapping
    Listing<SendingAlert> list(HttpServletRequest request, Actor actor) {
        GraphError.require(actor, Right.READ);
        ListOptions options = ListOptions.of(request, ListOptions.FILTER, ListOptions.TOP);
        Optional<AccountName> account = account(options);
        List<SendingAlert> rows = ledger.alerts(account, options.top()).stream()
                .map(SendingAlert::of)
                .toList();
        return links.whole(request, rows);
    }

    private Optional<AccountName> account(ListOptions options) {
        return options.equalTo("senderAddress", EXAMPLE).map(name -> settings.ownName(ListOptions.FILTER, name));
    }
}
