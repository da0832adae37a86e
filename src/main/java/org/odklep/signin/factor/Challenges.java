package org.odklep.signin.factor;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The challenges that wait for the answer of an authenticator, one for each session, the last first. They are stored, so that every
 * node knows them and none is good twice.
 */
public record Challenges(List<Open> open) {
    public static final Challenges NONE = new Challenges(List.of());

    /** How long one is good. */
    static final Duration LIFE = Duration.ofMinutes(5);

    /** How long one is handed out anew to the same session, which leaves time enough to answer. */
    static final Duration YOUNG = Duration.ofMinutes(2);

    /** Somebody who knows the password can open any number of sessions. */
    static final int MOST = 20;

    public Challenges {
        open = List.copyOf(open);
    }

    /**
     * One that waits.
     *
     * @param session for which it was made
     * @param value in base64url
     */
    public record Open(String session, String value, Instant since) {
        public Open {
            since = since.truncatedTo(ChronoUnit.MILLIS);
        }
    }

    /** The challenge of a session that is good now. */
    Optional<String> of(String session, Instant now) {
        return younger(session, LIFE, now);
    }

    /** The challenge of a session if there is time enough to answer it. */
    Optional<String> young(String session, Instant now) {
        return younger(session, YOUNG, now);
    }

    Challenges with(Open next, Instant now) {
        Stream<Open> others =
                open.stream().filter(each -> !each.session().equals(next.session()) && isYounger(each, LIFE, now));
        return new Challenges(Stream.concat(Stream.of(next), others).limit(MOST).toList());
    }

    Challenges without(String session) {
        return new Challenges(
                open.stream().filter(each -> !each.session().equals(session)).toList());
    }

    private Optional<String> younger(String session, Duration than, Instant now) {
        return open.stream()
                .filter(each -> each.session().equals(session) && isYounger(each, than, now))
                .map(Open::value)
                .findFirst();
    }

    private static boolean isYounger(Open each, Duration than, Instant now) {
        return now.isBefore(each.since().plus(than));
    }
}
