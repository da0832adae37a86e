package org.odklep.store.sql;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.odklep.kernel.ClientAddress;
import org.odklep.lock.ClientCount;
import org.odklep.lock.Evidence;
import org.odklep.lock.MessageTrace;

/** {@link Evidence} as it is stored. The names here stand in databases: change them only together with a migration. */
record EvidenceDocument(
        String policyId,
        String policyName,
        String limit,
        long allowed,
        long measured,
        long windowMillis,
        List<Client> clients,
        List<Message> messages) {

    static String write(Evidence evidence) {
        return Json.write(new EvidenceDocument(
                evidence.policyId(),
                evidence.policyName(),
                evidence.limit(),
                evidence.allowed(),
                evidence.measured(),
                evidence.window().toMillis(),
                evidence.clients().stream().map(Client::of).toList(),
                evidence.messages().stream().map(Message::of).toList()));
    }

    static Evidence read(String text) {
        EvidenceDocument document = Json.read(text, EvidenceDocument.class);
        return new Evidence(
                document.policyId,
                document.policyName,
                document.limit,
                document.allowed,
                document.measured,
                Duration.ofMillis(document.windowMillis),
                document.clients.stream().map(Client::count).toList(),
                document.messages.stream().map(Message::trace).toList());
    }

    record Client(String address, long messages, long lastMillis) {
        static Client of(ClientCount count) {
            return new Client(
                    count.client().value(), count.messages(), count.last().toEpochMilli());
        }

        ClientCount count() {
            return new ClientCount(new ClientAddress(address), messages, Instant.ofEpochMilli(lastMillis));
        }
    }

    record Message(
            long atMillis,
            String queueId,
            String sender,
            int recipients,
            List<String> domains,
            long size,
            String client) {
        static Message of(MessageTrace trace) {
            return new Message(
                    trace.at().toEpochMilli(),
                    trace.queueId(),
                    trace.sender(),
                    trace.recipients(),
                    trace.domains(),
                    trace.size(),
                    trace.client().value());
        }

        MessageTrace trace() {
            return new MessageTrace(
                    Instant.ofEpochMilli(atMillis),
                    queueId,
                    sender,
                    recipients,
                    domains,
                    size,
                    new ClientAddress(client));
        }
    }
}
