package org.odklep.web.admin.home;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.odklep.lock.Lockout;
import org.odklep.lock.SendingRestriction;
import org.odklep.web.admin.RestrictionWords;
import org.odklep.web.admin.words.Words;

/** All that stops an account, each in a sentence, the one first that stops most. */
final class GuideTroubles {
    private final RestrictionWords inWords;
    private final Words words;

    GuideTroubles(RestrictionWords inWords) {
        this.inWords = inWords;
        this.words = inWords.words();
    }

    /** @param name of the owner, which the first sentence says */
    List<String> of(Diagnosis diagnosis, String name) {
        List<String> said = new ArrayList<>();
        if (diagnosis.isBlocked()) {
            said.add(words.say("guide.is.blocked", name));
        }
        diagnosis.restriction().ifPresent(each -> said.add(restricted(each, name, said.isEmpty())));
        if (diagnosis.hasNoPassword()) {
            said.add(words.say(said.isEmpty() ? "guide.is.noPassword" : "guide.also.noPassword", name));
        }
        if (!diagnosis.lockouts().isEmpty()) {
            said.add(locked(diagnosis, name, said.isEmpty()));
        }
        if (diagnosis.mustChange()) {
            said.add(words.say(said.isEmpty() ? "guide.is.mustChange" : "guide.also.mustChange", name));
        }
        return said;
    }

    private String restricted(SendingRestriction restriction, String name, boolean first) {
        return words.say(first ? "guide.is.restricted" : "guide.also.restricted", name, inWords.shortWhy(restriction));
    }

    private String locked(Diagnosis diagnosis, String name, boolean first) {
        if (first && diagnosis.unaffected().isPresent()) {
            Diagnosis.Unaffected owner = diagnosis.unaffected().get();
            return words.say(
                    "guide.is.attacked", name, words.moment(owner.signedIn()).text(), owner.network());
        }
        String places = places(diagnosis.lockouts());
        String end = words.moment(end(diagnosis.lockouts())).text();
        if (!first && places.equals("LOCKED_ELSEWHERE")) {
            return words.say("guide.also.lockedElsewhere", end);
        }
        String stopped = words.say("account.signIn." + places, end);
        return first ? words.say("account.sentence.one", name, stopped) : words.say("guide.also.locked", stopped);
    }

    private static String places(List<Lockout> lockouts) {
        if (lockouts.size() > 1) {
            return "LOCKED";
        }
        return lockouts.getFirst().familiar() ? "LOCKED_FAMILIAR" : "LOCKED_ELSEWHERE";
    }

    private static Instant end(List<Lockout> lockouts) {
        return lockouts.stream()
                .map(Lockout::end)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }
}
