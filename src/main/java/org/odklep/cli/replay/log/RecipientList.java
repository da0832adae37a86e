package org.odklep.cli.replay.log;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.odklep.kernel.MailAddress;

/**
 * The recipients of one message, without those that repeat because a delivery was tried again. Most messages have one or
 * two: sets are made when they are needed only.
 */
final class RecipientList {
    private static final int MAX_SCANNED = 16;

    private final List<MailAddress> written = new ArrayList<>(2);
    private @Nullable Set<MailAddress> index;

    /** What the queue manager counts: each pair of written and delivered address. Null while those were the same. */
    private @Nullable Set<Pair> pairs;

    void add(MailAddress writtenTo, MailAddress deliveredTo) {
        if (pairs == null && !writtenTo.equals(deliveredTo)) {
            pairs = new HashSet<>();
            for (MailAddress address : written) {
                pairs.add(new Pair(address, address));
            }
        }
        if (pairs != null) {
            pairs.add(new Pair(writtenTo, deliveredTo));
        }
        if (!contains(writtenTo)) {
            written.add(writtenTo);
        }
    }

    /** How many of the queue manager's recipients these are. */
    int delivered() {
        return pairs == null ? written.size() : pairs.size();
    }

    /** The distinct addresses as the user wrote them, in the order of their first delivery. */
    List<MailAddress> written() {
        return List.copyOf(written);
    }

    /** Also notes a new address in the index, which exists for the long lists. */
    private boolean contains(MailAddress address) {
        if (index == null && written.size() < MAX_SCANNED) {
            return written.contains(address);
        }
        if (index == null) {
            index = new HashSet<>(written);
        }
        return !index.add(address);
    }

    private record Pair(MailAddress written, MailAddress delivered) {}
}
