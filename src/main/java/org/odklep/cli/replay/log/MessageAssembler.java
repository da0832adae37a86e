package org.odklep.cli.replay.log;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts messages together from the lines that tell of them, by queue id.
 *
 * <pre>
 *            Submitted, ProxyAccepted            Queued                Removed, or another message with this id
 *  (nothing) ------------------------> with user ------> accepted -----------------------------------> closed
 *      \  Queued                           |                ^
 *       `--------> without user -----------|----------------'  ProxyAccepted
 *                                          `-> nothing, when Refused or at the end of the log
 * </pre>
 *
 * <p>A message that passes a content filter comes back under a second queue id, without a user: the first id is the
 * message, the second one is not counted. With a filter before the queue there is no first id; the smtpd(8) process that
 * talked to the user names the id that the filter's copy got, sometimes after that message was delivered.
 */
final class MessageAssembler {
    /** How many messages without a user may still find theirs after they left the queue. */
    private static final int MAX_UNCLAIMED = 1024;

    private final Map<String, OpenMessage> open = new HashMap<>();
    private final Map<Long, PostfixLine.ProxySubmitted> proxied = new HashMap<>();
    private final LinkedHashMap<String, OpenMessage> unclaimed = new LinkedHashMap<>();
    private final Deque<OpenMessage.Closed> closed = new ArrayDeque<>();
    private boolean filterBeforeQueue;
    private long withoutUser;
    private long notAccepted;

    /** Takes the next line. */
    void take(PostfixLine line, long stamp, LogClock clock) {
        switch (line) {
            case PostfixLine.Submitted submitted -> submitted(submitted);
            case PostfixLine.Arrived arrived -> close(arrived.queueId());
            case PostfixLine.Headed headed -> headed(headed, stamp, clock);
            case PostfixLine.Refused refused -> refused(refused);
            case PostfixLine.Queued queued -> queued(queued, stamp, clock);
            case PostfixLine.Addressed addressed -> addressed(addressed);
            case PostfixLine.Removed removed -> close(removed.queueId());
            case PostfixLine.ProxySubmitted submitted -> {
                filterBeforeQueue = true;
                proxied.put(submitted.process(), submitted);
            }
            case PostfixLine.ProxyAccepted accepted -> claim(accepted);
            case PostfixLine.Other _, PostfixLine.Foreign _, PostfixLine.Unparsable _ -> {}
        }
    }

    /** All accepted messages of authenticated users, in order of time; call once, at the end. */
    List<LoggedMessage> finish() {
        List.copyOf(open.keySet()).forEach(this::close);
        List<LoggedMessage> messages = new ArrayList<>(closed.size());
        for (OpenMessage.Closed message = closed.poll(); message != null; message = closed.poll()) {
            messages.add(message.dated());
        }
        messages.sort(Comparator.comparing(LoggedMessage::time));
        return messages;
    }

    /** Accepted messages that no authenticated user handed in. */
    long withoutUser() {
        return withoutUser;
    }

    /** Messages of authenticated users that never came into the queue. */
    long notAccepted() {
        return notAccepted;
    }

    private void submitted(PostfixLine.Submitted line) {
        close(line.queueId());
        boolean isSecondHop = line.origin() != null && open.containsKey(line.origin());
        if (!isSecondHop) {
            OpenMessage message = new OpenMessage();
            message.handedInBy(line.account(), line.client());
            open.put(line.queueId(), message);
        }
    }

    private void headed(PostfixLine.Headed line, long stamp, LogClock clock) {
        OpenMessage message = open.get(line.queueId());
        if (message != null) {
            message.takenAt(stamp, clock);
        }
    }

    private void refused(PostfixLine.Refused line) {
        OpenMessage message = open.get(line.queueId());
        if (message != null && !message.isQueued()) {
            close(line.queueId());
        }
    }

    private void queued(PostfixLine.Queued line, long stamp, LogClock clock) {
        OpenMessage message = open.computeIfAbsent(line.queueId(), id -> new OpenMessage());
        message.takenAt(stamp, clock);
        message.queued(line);
    }

    private void addressed(PostfixLine.Addressed line) {
        OpenMessage message = open.get(line.queueId());
        if (message != null && (message.hasUser() || filterBeforeQueue)) {
            message.addressed(line.written(), line.delivered());
        }
    }

    /** The message of the user whom a process served is the one that has this queue id. */
    private void claim(PostfixLine.ProxyAccepted line) {
        PostfixLine.ProxySubmitted submitted = proxied.remove(line.process());
        if (submitted == null) {
            return;
        }
        OpenMessage gone = unclaimed.remove(line.queueId());
        OpenMessage message = gone != null ? gone : open.computeIfAbsent(line.queueId(), id -> new OpenMessage());
        message.handedInBy(submitted.account(), submitted.client());
        if (gone != null) {
            withoutUser--;
            gone.close().ifPresent(closed::add);
        }
    }

    private void close(String queueId) {
        OpenMessage message = open.remove(queueId);
        if (message == null) {
            return;
        }
        if (message.hasUser()) {
            message.close().ifPresentOrElse(closed::add, () -> notAccepted++);
        } else if (message.isQueued()) {
            withoutUser++;
            if (filterBeforeQueue) {
                keepUnclaimed(queueId, message);
            }
        }
    }

    private void keepUnclaimed(String queueId, OpenMessage message) {
        unclaimed.put(queueId, message);
        if (unclaimed.size() > MAX_UNCLAIMED) {
            unclaimed.pollFirstEntry();
        }
    }
}
