package org.odklep.web.admin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.kernel.AccountName;
import org.odklep.lock.MessageTrace;
import org.odklep.sending.Limit;
import org.odklep.sending.SendLedger;
import org.odklep.sending.Standing;
import org.odklep.signin.SignInLog;
import org.odklep.web.admin.list.Chart;
import org.odklep.web.admin.words.Words;
import org.springframework.stereotype.Component;

/** Gathers what an account lately did and what was done to it. */
@Component
class AccountActivities {
    private static final int SIGN_INS = 10;
    private static final int MESSAGES = 10;
    private static final int RESTRICTIONS = 20;
    private static final int AUDIT_ENTRIES = 20;

    private final SignInLog signIns;
    private final SendLedger ledger;
    private final AuditRows audit;
    private final MailChart chart;

    AccountActivities(SignInLog signIns, SendLedger ledger, AuditRows audit, MailChart chart) {
        this.signIns = signIns;
        this.ledger = ledger;
        this.audit = audit;
        this.chart = chart;
    }

    /**
     * What the reader may see of an account.
     *
     * @param names the own one first
     * @param sending how each of them stands; empty when the reader may not know
     */
    AccountActivity of(
            List<AccountName> names, List<Standing> sending, Actor actor, RestrictionWords reader, Instant now) {
        Words words = reader.words();
        List<String> needs = new ArrayList<>();
        if (sending.isEmpty()) {
            needs.add(needs("account.needs.read", Right.READ, words));
        }
        if (!actor.may(Right.READ_AUDIT)) {
            needs.add(needs("account.needs.audit", Right.READ_AUDIT, words));
        }
        return new AccountActivity(
                sending.isEmpty() ? null : signIns(names.getFirst(), words),
                sending.isEmpty() ? null : mail(names, sending, words, now),
                sending.stream()
                        .flatMap(each -> each.history().stream())
                        .limit(RESTRICTIONS)
                        .map(restriction -> RestrictionRow.of(restriction, reader))
                        .toList(),
                actor.may(Right.READ_AUDIT) ? audit.newest(names, AUDIT_ENTRIES, words) : null,
                needs);
    }

    private List<SignInLogPages.Row> signIns(AccountName account, Words words) {
        return signIns
                .list(new SignInLog.Query(Optional.of(account), Optional.empty(), Optional.empty(), SIGN_INS))
                .stream()
                .map(attempt -> SignInLogPages.Row.of(attempt, words))
                .toList();
    }

    private AccountActivity.Mail mail(List<AccountName> names, List<Standing> sending, Words words, Instant now) {
        Standing own = sending.getFirst();
        List<MessageTrace> traces = names.stream()
                .flatMap(name -> ledger.traces(name, MailChart.MESSAGES).stream())
                .toList();
        return new AccountActivity.Mail(
                RestrictionWords.policy(own.policy().name(), words),
                "/policies/outbound#policy-" + own.policy().id(),
                own.sent().entrySet().stream()
                        .filter(sent -> sent.getKey() != Limit.PER_MESSAGE)
                        .map(sent -> used(sent, own, words))
                        .toList(),
                drawn(traces, own, words, now),
                sending.stream()
                        .flatMap(each -> each.recentMessages().stream())
                        .sorted(Comparator.comparing(MessageTrace::at).reversed())
                        .limit(MESSAGES)
                        .map(message -> RestrictionDetails.Message.of(message, words.moment(message.at()), words))
                        .toList());
    }

    private @Nullable Chart drawn(List<MessageTrace> traces, Standing standing, Words words, Instant now) {
        return traces.isEmpty() ? null : chart.against(standing.policy().limits(), traces, now, words);
    }

    private static AccountActivity.Used used(Map.Entry<Limit, Long> sent, Standing standing, Words words) {
        int allowed = standing.policy().limits().of(sent.getKey());
        return new AccountActivity.Used(
                words.beginning(words.say("limit." + sent.getKey().key())),
                words.number(sent.getValue()),
                allowed == 0 ? words.say("limit.none") : words.number(allowed),
                allowed != 0 && sent.getValue() >= allowed);
    }

    private static String needs(String key, Right right, Words words) {
        return words.say(key, words.say("role." + right.leastRole().key()));
    }
}
