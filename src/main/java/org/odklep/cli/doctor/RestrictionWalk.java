package org.odklep.cli.doctor;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Reads one restriction list of a service in the order in which Postfix evaluates it, restriction classes opened, and
 * notes which policy servers are asked and what stands in front of them. A list ends where a restriction permits or
 * refuses; each list does so for itself (SMTPD_ACCESS_README).
 *
 * <p>Limit: {@value #MAX_WORDS} words, classes opened.
 */
final class RestrictionWalk {
    static final int MAX_WORDS = 2_000;

    /**
     * One place where a policy server is asked.
     *
     * @param endedBy what in front of it ends the list for everyone or for some, so that it is not asked
     * @param tables what in front of it may do so, depending on entries that are not known here
     * @param warnOnly its refusals are logged and the mail is taken
     * @param softened its refusals become temporary ones
     */
    record Question(
            RestrictionPlace place,
            PolicyClient client,
            List<String> endedBy,
            List<String> tables,
            boolean warnOnly,
            boolean softened) {}

    private final ServiceSettings settings;
    private final RestrictionPlace place;
    private final Flaws flaws;
    private final List<Question> questions = new ArrayList<>();
    private final List<String> endedBy = new ArrayList<>();
    private final List<String> tables = new ArrayList<>();
    private final List<String> openClasses = new ArrayList<>();
    private boolean softened;
    private int words;

    private RestrictionWalk(ServiceSettings settings, RestrictionPlace place) {
        this.settings = settings;
        this.place = place;
        this.flaws = new Flaws(settings, place);
    }

    static RestrictionWalk of(ServiceSettings settings, RestrictionPlace place) {
        RestrictionWalk walk = new RestrictionWalk(settings, place);
        walk.walk(walk.value(place.parameter()), false);
        return walk;
    }

    /** What is asked, in order. */
    List<Question> questions() {
        return questions;
    }

    /** What keeps Postfix from evaluating this list at all. */
    List<Finding> flaws() {
        return flaws.found();
    }

    /** True when this restriction can end the list. */
    boolean canEndBy(String restriction) {
        return endedBy.contains(restriction);
    }

    private String value(String parameter) {
        settings.problem(parameter).ifPresent(problem -> flaws.unexpandable(parameter, problem));
        return settings.text(parameter);
    }

    private void walk(String list, boolean warnOnly) {
        Iterator<String> rest =
                BraceWords.split(list, BraceWords.COMMA_OR_SPACE).iterator();
        boolean warnNext = false;
        while (rest.hasNext() && words < MAX_WORDS) {
            words++;
            String word = rest.next();
            if (RestrictionKind.of(word).equals(Optional.of(RestrictionKind.WARN))) {
                warnNext = true;
            } else {
                restriction(word, rest, warnOnly || warnNext);
                warnNext = false;
            }
        }
        if (words == MAX_WORDS) {
            flaws.tooLong();
        }
    }

    private void restriction(String word, Iterator<String> rest, boolean warnOnly) {
        if (word.indexOf(':') >= 0) {
            bareTable(word);
            return;
        }
        Optional<RestrictionKind> kind = RestrictionKind.of(word);
        if (kind.isEmpty()) {
            restrictionClass(word, warnOnly);
            return;
        }
        switch (kind.get()) {
            case WARN, PLAIN -> {}
            case PLAIN_WITH_ARGUMENT -> argument(word, rest);
            case END -> {
                if (!warnOnly || word.equalsIgnoreCase("permit")) {
                    endedBy.add(word);
                }
            }
            case PERMIT -> endedBy.add(word);
            case PERMIT_WITH_ARGUMENT -> endedBy.add(word + " " + argument(word, rest));
            case TABLE -> tables.add(word + " " + argument(word, rest));
            case STRICT_TABLE -> argument(word, rest);
            case SOFTEN -> softened = true;
            case POLICY -> policy(argument(word, rest), warnOnly);
        }
    }

    private String argument(String restriction, Iterator<String> rest) {
        if (rest.hasNext()) {
            return rest.next();
        }
        flaws.withoutArgument(restriction);
        return "";
    }

    private void policy(String argument, boolean warnOnly) {
        if (argument.isEmpty()) {
            return;
        }
        PolicyClient client = PolicyClient.parse(argument);
        client.problem().ifPresent(problem -> flaws.brokenClient(argument, problem));
        questions.add(new Question(place, client, List.copyOf(endedBy), List.copyOf(tables), warnOnly, softened));
    }

    private void bareTable(String word) {
        if (place.refusesBareTables()) {
            flaws.bareTable(word);
        } else {
            tables.add(word);
        }
    }

    private void restrictionClass(String name, boolean warnOnly) {
        if (!settings.restrictionClasses().contains(name)) {
            flaws.unknown(name);
        } else if (openClasses.contains(name)) {
            flaws.endless(name);
        } else {
            openClasses.add(name);
            walk(value(name), warnOnly);
            openClasses.remove(name);
        }
    }
}
