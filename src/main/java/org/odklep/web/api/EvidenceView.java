package org.odklep.web.api;

import java.time.Instant;
import java.util.List;
import org.odklep.lock.ClientCount;
import org.odklep.lock.Evidence;
import org.odklep.lock.MessageTrace;

/**
 * What was measured when a limit was crossed, on the wire.
 *
 * @param window ISO 8601 duration, such as {@code PT1H}
 */
record EvidenceView(
        String policyId,
        String policyName,
        String limit,
        long allowed,
        long measured,
        String window,
        List<Client> clients,
        List<Message> messages) {

    record Client(String ipAddress, long messages, Instant lastDateTime) {
        static Client of(ClientCount count) {
            return new Client(count.client().value(), count.messages(), count.last());
        }
    }

    record Message(
            Instant dateTime,
            String queueId,
            String sender,
            int recipients,
            List<String> domains,
            long size,
            String clientIpAddress) {
        static Message of(MessageTrace trace) {
            return new Message(
                    trace.at(),
                    trace.queueId(),
                    trace.sender(),
                    trace.recipients(),
                    trace.domains(),
                    trace.size(),
                    trace.client().value());
        }
    }

    static EvidenceView of(Evidence evidence) {
        return new EvidenceView(
                evidence.policyId(),
                evidence.policyName(),
                evidence.limit(),
                evidence.allowed(),
                evidence.measured(),
                evidence.window().toString(),
                evidence.clients().stream().map(Client::of).toList(),
                evidence.messages().stream().map(Message::of).toList());
    }
}
