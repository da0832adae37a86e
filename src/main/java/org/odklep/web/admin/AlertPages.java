package org.odklep.web.admin;

import java.util.Optional;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.sending.Alert;
import org.odklep.sending.SendLedger;
import org.odklep.web.admin.words.Moment;
import org.odklep.web.admin.words.Words;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Security &gt; Alerts. */
@Controller
class AlertPages {
    private static final int ALERTS = 200;

    private final SendLedger ledger;

    AlertPages(SendLedger ledger) {
        this.ledger = ledger;
    }

    @GetMapping("/security/alerts")
    String alerts(Actor actor, Words words, Model model) {
        NeedsRole.unless(actor, Right.READ);
        model.addAttribute(
                "alerts",
                ledger.alerts(Optional.empty(), ALERTS).stream()
                        .map(alert -> alert(alert, words))
                        .toList());
        return "alerts";
    }

    /** @param meant what the policy does, or would have done */
    record AlertRow(Moment at, String account, String policy, String measured, String meant) {}

    private static AlertRow alert(Alert alert, Words words) {
        return new AlertRow(
                words.moment(alert.at()),
                alert.account().value(),
                RestrictionWords.policy(alert.evidence().policyName(), words),
                RestrictionWords.measured(alert.evidence(), words),
                alert.shadow()
                        ? words.say(
                                "alert.shadow",
                                words.say("action." + alert.action().key()))
                        : words.say("action." + alert.action().key()));
    }
}
