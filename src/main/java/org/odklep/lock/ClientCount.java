package org.odklep.lock;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.odklep.kernel.ClientAddress;

/** How many messages an account sent from a client address within the last day, and when last. */
public record ClientCount(ClientAddress client, long messages, Instant last) {

    /** Stored counts together with messages that are not stored yet; most used first, at most {@code limit}. */
    public static List<ClientCount> merge(List<ClientCount> stored, List<MessageTrace> unwritten, int limit) {
        Map<ClientAddress, ClientCount> merged = new LinkedHashMap<>();
        stored.forEach(count -> merged.put(count.client(), count));
        for (MessageTrace message : unwritten) {
            merged.merge(message.client(), new ClientCount(message.client(), 1, message.at()), ClientCount::plus);
        }
        return merged.values().stream()
                .sorted(Comparator.comparingLong(ClientCount::messages).reversed())
                .limit(limit)
                .toList();
    }

    private ClientCount plus(ClientCount other) {
        return new ClientCount(client, messages + other.messages, last.isAfter(other.last) ? last : other.last);
    }
}
