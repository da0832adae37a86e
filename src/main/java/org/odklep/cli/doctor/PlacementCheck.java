package org.odklep.cli.doctor;

import static org.odklep.cli.doctor.RestrictionPlace.END_OF_DATA;
import static org.odklep.cli.doctor.RestrictionPlace.SENDER;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.odklep.cli.doctor.Finding.Severity;
import org.odklep.cli.doctor.RestrictionWalk.Question;

/**
 * Whether a service asks Odklep where it has to: in smtpd_sender_restrictions, evaluated for each recipient, which keeps
 * the reply code; and in smtpd_end_of_data_restrictions, where a message is counted.
 */
final class PlacementCheck {
    private static final String TOO_EARLY = "With smtpd_delay_reject = no Postfix asks it before anyone has signed in:"
            + " there is no user to count or stop.";

    private final SmtpServer server;
    private final GateFinder finder;
    private final Remedies remedies;
    /** The one change that puts every missing question in place. */
    private final String remedy;

    private final List<Finding> findings = new ArrayList<>();

    private PlacementCheck(SmtpServer server, GateFinder finder) {
        this.server = server;
        this.finder = finder;
        this.remedies = new Remedies(finder);
        this.remedy = remedy();
    }

    static List<Finding> of(SmtpServer server, GateFinder finder) {
        PlacementCheck check = new PlacementCheck(server, finder);
        if (finder.anywhere(server).isEmpty()) {
            check.notAsked();
        } else {
            check.beforeData();
            check.atEndOfData();
            check.sameGate();
        }
        return check.findings;
    }

    private String remedy() {
        List<RestrictionPlace> missing = Stream.of(SENDER, END_OF_DATA)
                .filter(place -> finder.in(server, place).isEmpty())
                .toList();
        String elsewhere = missing.contains(SENDER) ? otherLists() : "";
        return (missing.isEmpty() ? "" : remedies.ask(server, missing))
                + (elsewhere.isEmpty() ? "" : "\nand take it out of " + elsewhere + ".");
    }

    /** The lists in which asking Odklep is of no use. */
    private String otherLists() {
        return finder.anywhere(server).stream()
                .map(question -> question.place().parameter())
                .filter(list -> !list.equals(SENDER.parameter()) && !list.equals(END_OF_DATA.parameter()))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private void notAsked() {
        String why = "Users sign in here, and what they send is neither counted nor stopped.";
        error("does not ask Odklep", why + replaced() + others(), remedy);
    }

    private void beforeData() {
        List<Question> questions = finder.in(server, SENDER);
        if (!questions.isEmpty()) {
            obstacles(questions.getFirst());
            delayedOrNot();
            repeated();
            return;
        }
        finder.anywhere(server).stream()
                .filter(question -> question.place() != END_OF_DATA)
                .findFirst()
                .ifPresentOrElse(this::misplaced, this::onlyAtEnd);
    }

    private void atEndOfData() {
        List<Question> questions = finder.in(server, END_OF_DATA);
        if (questions.isEmpty()) {
            error(
                    "does not ask Odklep in " + END_OF_DATA.parameter(),
                    "Odklep counts a message when it is complete. Without this question nothing is ever counted, and"
                            + " no limit is ever reached.",
                    remedy);
        } else {
            obstacles(questions.getFirst());
        }
    }

    private void onlyAtEnd() {
        error(
                "asks Odklep at the end of the data only, not in " + SENDER.parameter(),
                "Odklep does not see the recipients one by one and cannot tell internal from external ones; a restricted"
                        + " user transfers each message in full, and is then told " + END_OF_DATA.replyCode()
                        + " instead of " + SENDER.replyCode() + ".",
                remedy);
    }

    private void misplaced(Question question) {
        RestrictionPlace place = question.place();
        boolean early = !server.settings().isOn("smtpd_delay_reject")
                && (place == RestrictionPlace.CLIENT || place == RestrictionPlace.HELO);
        boolean idle = early || question.warnOnly() || !question.endedBy().isEmpty();
        findings.add(finding(
                idle ? Severity.ERROR : Severity.WARNING,
                "asks Odklep in " + place.parameter() + " instead of " + SENDER.parameter(),
                (early ? TOO_EARLY : rewritten(place)) + behind(question),
                remedy));
    }

    private static String rewritten(RestrictionPlace place) {
        return "Postfix adapts the reply to the list that it comes from: a restricted user is told " + place.replyCode()
                + " instead of " + SENDER.replyCode() + meaning(place);
    }

    private static String behind(Question question) {
        String ended = question.endedBy().isEmpty()
                ? ""
                : " Moreover it stands behind " + firstFew(question.endedBy())
                        + ": whatever matches there never reaches Odklep.";
        return ended + (question.warnOnly() ? " Moreover it stands behind warn_if_reject: nobody is stopped." : "");
    }

    private static String meaning(RestrictionPlace place) {
        return switch (place) {
            case RELAY, RECIPIENT -> ", as if the recipient's address were at fault.";
            case DATA ->
                ", and Odklep does not see the recipients one by one: it cannot tell internal from external ones.";
            case CLIENT, HELO, SENDER, END_OF_DATA -> ", which tells mail programs nothing.";
        };
    }

    /** What keeps Postfix from asking, or from doing what it is told. */
    private void obstacles(Question question) {
        String list = question.place().parameter();
        if (!question.endedBy().isEmpty()) {
            error(
                    "asks Odklep behind " + firstFew(question.endedBy()) + " in " + list,
                    "A list ends at the first restriction that permits or refuses. Whatever matches there never reaches"
                            + " Odklep.",
                    remedies.ask(server, List.of(question.place())));
        } else if (!question.tables().isEmpty()) {
            findings.add(finding(
                    Severity.WARNING,
                    "asks Odklep behind " + firstFew(question.tables()) + " in " + list,
                    "An entry that says OK ends the list, and Odklep is not asked. The doctor cannot see the entries.",
                    remedies.ask(server, List.of(question.place()))));
        }
        if (question.warnOnly()) {
            error(
                    "asks Odklep behind warn_if_reject in " + list,
                    "Postfix logs the refusal and takes the mail: nobody is stopped.",
                    remedies.ask(server, List.of(question.place())));
        }
        if (question.softened()) {
            findings.add(finding(
                    Severity.WARNING,
                    "asks Odklep behind defer_if_reject in " + list,
                    "The refusal becomes 450: mail programs try again for days instead of telling the user.",
                    remedies.ask(server, List.of(question.place()))));
        }
    }

    private void delayedOrNot() {
        if (!server.settings().isOn("smtpd_delay_reject")) {
            findings.add(finding(
                    Severity.WARNING,
                    "smtpd_delay_reject = no: Odklep is asked at MAIL FROM, before the recipients are known",
                    "It cannot tell internal from external recipients, and a restriction made during a message takes"
                            + " effect with the next one only.",
                    Remedies.set(server.settings(), "smtpd_delay_reject", "yes")));
        }
    }

    private void repeated() {
        String lists = otherLists();
        if (!lists.isEmpty()) {
            findings.add(finding(
                    Severity.HINT,
                    "asks Odklep in " + lists + " too",
                    "That is not needed: nothing is counted twice, but each recipient waits for one more answer.",
                    "Take it out of " + lists + "."));
        }
    }

    /** Questions at RCPT and at the end of data belong together, so one process has to see both. */
    private void sameGate() {
        Set<PolicyEndpoint> before = endpoints(finder.in(server, SENDER));
        Set<PolicyEndpoint> atEnd = endpoints(finder.in(server, END_OF_DATA));
        if (before.isEmpty() || atEnd.isEmpty() || before.stream().anyMatch(atEnd::contains)) {
            return;
        }
        error(
                "asks " + named(before) + " in " + SENDER.parameter() + " but " + named(atEnd) + " in "
                        + END_OF_DATA.parameter(),
                "Odklep ties the recipients that it saw to the message that it counts. It must be the same server.",
                "Use one restriction class in both lists.");
    }

    private Set<PolicyEndpoint> endpoints(List<Question> questions) {
        return questions.stream()
                .flatMap(question -> question.client().endpoint().stream())
                .collect(Collectors.toSet());
    }

    /** The classic surprise: an -o option replaces the list of main.cf and does not add to it. */
    private String replaced() {
        ServiceSettings inherited = server.settings().inherited();
        for (RestrictionPlace place : RestrictionPlace.values()) {
            boolean asked = server.settings().overrides(place.parameter())
                    && RestrictionWalk.of(inherited, place).questions().stream()
                            .anyMatch(question -> isOdklepOrUnknown(question, inherited));
            if (asked) {
                return " main.cf has a check_policy_service in " + place.parameter() + ", but this service's own -o "
                        + place.parameter() + " replaces that list.";
            }
        }
        return "";
    }

    private boolean isOdklepOrUnknown(Question question, ServiceSettings settings) {
        return finder.endpoints().isEmpty() || finder.isOdklep(question.client(), settings);
    }

    private String others() {
        String asked = server.questions().stream()
                .filter(question -> question.client().endpoint().isPresent())
                .map(question -> named(endpoints(List.of(question))) + " in "
                        + question.place().parameter())
                .distinct()
                .limit(3)
                .collect(Collectors.joining(", "));
        return asked.isEmpty() ? "" : " It asks " + asked + "; Odklep is not known to listen there.";
    }

    private static String named(Set<PolicyEndpoint> endpoints) {
        return endpoints.stream().map(PolicyEndpoint::toString).sorted().collect(Collectors.joining(", "));
    }

    private static String firstFew(List<String> restrictions) {
        Optional<String> rest = restrictions.size() > 3 ? Optional.of(" and others") : Optional.empty();
        return restrictions.stream().limit(3).map(Finding::quote).collect(Collectors.joining(", ")) + rest.orElse("");
    }

    private void error(String what, String why, String remedy) {
        findings.add(finding(Severity.ERROR, what, why, remedy));
    }

    private Finding finding(Severity severity, String what, String why, String remedy) {
        return new Finding(severity, server.id(), what, why, remedy);
    }
}
