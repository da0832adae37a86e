package org.odklep.gate.postfix;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.odklep.gate.postfix.Replies.Answer;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.MailDomain;
import org.odklep.sending.SendAttempt;
import org.odklep.sending.SendDecision;
import org.odklep.sending.SendingGuard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Maps questions of Postfix to the sending guard. At RCPT it remembers the recipient for the question at
 * END-OF-MESSAGE, which decides about the whole message and counts it, once: Postfix repeats a question when a
 * connection breaks, and gets the same answer.
 *
 * <p>When the guard itself fails, the mail passes, and the fault is logged and counted.
 */
public final class PostfixGate {
    private static final Logger LOG = LoggerFactory.getLogger(PostfixGate.class);
    /**
     * One message is open in each smtpd process; the others here were given up by their clients, or were answered and wait
     * for a repetition.
     */
    private static final int MESSAGES = 10_000;

    private final SendingGuard guard;
    private final Recipients recipients;
    private final Replies replies;
    private final Supplier<Optional<MailDomain>> defaultDomain;
    private final OwnNames names;
    private final GateCounters counters;
    private final Generations<Envelope> messages = new Generations<>(MESSAGES);

    /**
     * @param defaultDomain added to the names of accounts that come without a domain
     * @param canonical the account's own name for any name that signs it in: an alias shall not have limits of its own
     */
    public PostfixGate(
            SendingGuard guard,
            Recipients recipients,
            Replies replies,
            Supplier<Optional<MailDomain>> defaultDomain,
            UnaryOperator<AccountName> canonical,
            GateCounters counters) {
        this.guard = guard;
        this.recipients = recipients;
        this.replies = replies;
        this.defaultDomain = defaultDomain;
        this.names = new OwnNames(canonical);
        this.counters = counters;
    }

    /** The access(5) action for a question. */
    public String answer(PolicyRequest request, Instant now) {
        Answer answer;
        try {
            answer = decide(request, now);
        } catch (RuntimeException e) {
            LOG.error("let a message pass because of a fault", e);
            answer = Answer.FAULT;
        }
        counters.count(answer.outcome(), now.toEpochMilli());
        return answer.action();
    }

    private Answer decide(PolicyRequest request, Instant now) {
        if (request.account().isEmpty()) {
            return Answer.NOT_AUTHENTICATED;
        }
        Optional<AccountName> name = AccountName.parse(request.account());
        if (name.isEmpty()) {
            return replies.badAccount();
        }
        AccountName account = names.of(name.get().orAt(defaultDomain.get()), now);
        return switch (request.state()) {
            case "RCPT" -> replies.to(recipient(account, request, now));
            case "END-OF-MESSAGE" -> message(account, request, now);
            default -> replies.to(guard.preview(account, 0, now));
        };
    }

    private SendDecision recipient(AccountName account, PolicyRequest request, Instant now) {
        int count = request.instance().isEmpty() ? 1 : envelope(request).add(request.recipient());
        return guard.preview(account, count, now);
    }

    private Answer message(AccountName account, PolicyRequest request, Instant now) {
        return envelope(request).answerOnce(envelope -> decide(account, request, envelope, now));
    }

    private Envelope envelope(PolicyRequest request) {
        return request.instance().isEmpty()
                ? new Envelope(recipients)
                : messages.getOrAdd(request.instance(), () -> new Envelope(recipients));
    }

    private Answer decide(AccountName account, PolicyRequest request, Envelope envelope, Instant now) {
        if (!request.recipient().isEmpty()) {
            envelope.add(request.recipient());
        }
        return replies.to(guard.decide(attempt(account, request, envelope), now));
    }

    private static SendAttempt attempt(AccountName account, PolicyRequest request, Envelope envelope) {
        Envelope.Split split = envelope.split(request.recipientCount());
        return new SendAttempt(
                account,
                request.sender(),
                request.queueId(),
                split.internal(),
                split.external(),
                split.externalKeys(),
                split.domains(),
                request.size(),
                ClientAddress.parse(request.client()).orElse(ClientAddress.LOCAL));
    }
}
