package org.odklep.web.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.lock.AllowEntry;
import org.odklep.lock.AllowList;
import org.odklep.sending.Alert;
import org.odklep.sending.OutboundPolicies;
import org.odklep.sending.OutboundPolicy;
import org.odklep.sending.SendLedger;
import org.odklep.web.admin.words.Moment;
import org.odklep.web.admin.words.Words;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Policies &gt; Outbound with the allow-list, and Security &gt; Alerts: to read; they are changed by API or command. */
@Controller
class PolicyPages {
    private static final int ALERTS = 200;

    private final OutboundPolicies policies;
    private final AllowList allowed;
    private final SendLedger ledger;

    PolicyPages(OutboundPolicies policies, AllowList allowed, SendLedger ledger) {
        this.policies = policies;
        this.allowed = allowed;
        this.ledger = ledger;
    }

    @GetMapping("/policies/outbound")
    String policies(Actor actor, Words words, Model model) {
        NeedsRole.unless(actor, Right.READ);
        List<PolicyView> views = new ArrayList<>();
        for (OutboundPolicy policy : policies.all()) {
            views.add(PolicyView.of(policy, views.size(), words));
        }
        model.addAttribute("policies", views);
        model.addAttribute(
                "exceptions",
                allowed.entries().stream().map(entry -> exception(entry, words)).toList());
        return "policies";
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

    /** @param until null for an exception without end */
    record Exemption(
            String pattern,
            String reason,
            String addedBy,
            Moment addedAt,
            @Nullable Moment until) {}

    /** @param meant what the policy does, or would have done */
    record AlertRow(Moment at, String account, String policy, String measured, String meant) {}

    private static Exemption exception(AllowEntry entry, Words words) {
        return new Exemption(
                entry.pattern(),
                entry.reason().text(),
                RestrictionWords.actor(entry.addedBy(), words),
                words.moment(entry.addedAt()),
                entry.until().map(words::moment).orElse(null));
    }

    private static AlertRow alert(Alert alert, Words words) {
        return new AlertRow(
                words.moment(alert.at()),
                alert.account().value(),
                alert.evidence().policyName(),
                RestrictionWords.measured(alert.evidence(), words),
                alert.shadow()
                        ? words.say(
                                "alert.shadow",
                                words.say("action." + alert.action().key()))
                        : words.say("action." + alert.action().key()));
    }
}
