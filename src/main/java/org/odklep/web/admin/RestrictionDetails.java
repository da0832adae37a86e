package org.odklep.web.admin;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.odklep.kernel.AccountName;
import org.odklep.lock.AllowEntry;
import org.odklep.lock.Evidence;
import org.odklep.lock.MessageTrace;
import org.odklep.lock.SendingRestriction;
import org.odklep.web.admin.words.Moment;
import org.odklep.web.admin.words.Words;

/**
 * Everything about one restriction, in finished words.
 *
 * @param headline whether the account can send now
 * @param earlier how often this account was restricted and released before
 * @param endReason why it ended, null while it holds
 * @param evidence null when a person restricted the account
 * @param exception what the allow-list says of the account, null when it is not on it
 * @param reply what mail clients are told
 */
record RestrictionDetails(
        RestrictionRow row,
        String headline,
        String why,
        String earlier,
        @Nullable String endReason,
        @Nullable Measured evidence,
        @Nullable String exception,
        String reply) {

    static RestrictionDetails of(
            SendingRestriction restriction, RestrictionWords words, @Nullable AllowEntry allowed, String reply) {
        RestrictionRow row = RestrictionRow.of(restriction, words);
        return new RestrictionDetails(
                row,
                words.words().say("headline." + row.standing(), row.account()),
                words.why(restriction),
                earlier(restriction, words.words()),
                words.endReason(restriction).orElse(null),
                restriction
                        .evidence()
                        .map(evidence -> Measured.of(evidence, restriction, words))
                        .orElse(null),
                allowed == null ? null : exception(allowed, words.words()),
                reply);
    }

    public boolean holds() {
        return row.holds();
    }

    /** What a policy measured. */
    record Measured(
            String policyId,
            String policy,
            String limit,
            String allowed,
            String measured,
            String window,
            List<Client> clients,
            List<Message> messages) {

        static Measured of(Evidence evidence, SendingRestriction restriction, RestrictionWords words) {
            Words say = words.words();
            return new Measured(
                    evidence.policyId(),
                    RestrictionWords.policy(evidence.policyName(), words.words()),
                    RestrictionWords.limit(evidence, say),
                    say.number(evidence.allowed()),
                    say.number(evidence.measured()),
                    say.count("time.hours", evidence.window().toHours()),
                    evidence.clients().stream()
                            .map(client -> new Client(
                                    client.client().value(),
                                    say.number(client.messages()),
                                    words.moment(client.last(), restriction)))
                            .toList(),
                    evidence.messages().stream()
                            .map(message -> Message.of(message, words.moment(message.at(), restriction), say))
                            .toList());
        }
    }

    /** A client address that the account sent from. */
    record Client(String address, String messages, Moment last) {}

    /** A message of the account. */
    record Message(
            String account,
            Moment at,
            String queueId,
            String sender,
            String recipients,
            String domains,
            String size,
            String client) {
        /** The same, named by its account. */
        Message by(AccountName sending) {
            return new Message(sending.value(), at, queueId, sender, recipients, domains, size, client);
        }

        static Message of(MessageTrace message, Moment at, Words words) {
            return new Message(
                    "",
                    at,
                    message.queueId(),
                    message.sender().isEmpty() ? words.say("sender.null") : message.sender(),
                    words.number(message.recipients()),
                    String.join(", ", message.domains()),
                    message.size() == 0 ? words.say("size.unknown") : words.size(message.size()),
                    message.client().value());
        }
    }

    private static String earlier(SendingRestriction restriction, Words words) {
        int restrictions = restriction.history().restrictions();
        return restrictions == 0
                ? words.say("history.first")
                : words.say(
                        "history.earlier",
                        words.count("history.restrictions", restrictions),
                        words.count("history.releases", restriction.history().releases()));
    }

    static String exception(AllowEntry entry, Words words) {
        String until = entry.until()
                .map(end -> words.say("exception.ends", words.moment(end).text()))
                .orElse(words.say("exception.forGood"));
        return words.say(
                "exception.note",
                entry.pattern(),
                entry.addedBy(),
                words.moment(entry.addedAt()).text(),
                until,
                entry.reason().text());
    }
}
