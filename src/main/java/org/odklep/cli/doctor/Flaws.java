package org.odklep.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.odklep.cli.doctor.Finding.Severity;

/**
 * Mistakes in a restriction list with which Postfix takes no mail at all. It either answers {@code 451 4.3.5 Server
 * configuration error} to every recipient, or its SMTP server ends before the greeting.
 */
final class Flaws {
    private static final String REFUSES =
            "Postfix answers every message here with 451 4.3.5 Server configuration error.";
    private static final String DOES_NOT_START =
            "The SMTP server ends with a fatal error before it greets: clients connect and hear nothing.";

    private final ServiceSettings settings;
    private final RestrictionPlace place;
    private final List<Finding> found = new ArrayList<>();

    Flaws(ServiceSettings settings, RestrictionPlace place) {
        this.settings = settings;
        this.place = place;
    }

    List<Finding> found() {
        return found;
    }

    void unknown(String name) {
        List<String> classes = settings.restrictionClasses();
        Optional<String> meant = classes.stream().filter(name::equalsIgnoreCase).findFirst();
        String listed = String.join(", ", classes.isEmpty() ? List.of(name) : with(classes, name));
        add(
                quoted(name) + " in " + place.parameter() + " is neither a restriction nor a listed restriction class",
                REFUSES,
                meant.map(other -> "Write it as " + quoted(other) + ": the case of class names counts.")
                        .orElse("If it is a restriction class of yours, list it in main.cf:\n"
                                + "\tsmtpd_restriction_classes = " + listed
                                + "\nOtherwise correct its spelling."));
    }

    void endless(String name) {
        add(
                "the restriction class " + quoted(name) + " contains itself",
                "The SMTP server crashes when it comes to it.",
                "Take " + quoted(name) + " out of its own definition in main.cf.");
    }

    void withoutArgument(String restriction) {
        add(
                quoted(restriction) + " at the end of " + place.parameter() + " lacks its argument",
                REFUSES,
                "Add the argument, or remove it.");
    }

    void bareTable(String word) {
        add(
                place.parameter() + " holds " + quoted(word) + " without a command in front of it",
                REFUSES,
                "Put check_sender_access, check_client_access or the like in front of it; a policy server needs"
                        + " check_policy_service.");
    }

    void brokenClient(String argument, String problem) {
        add(
                "check_policy_service " + Finding.quote(argument) + " in " + place.parameter() + " cannot be used: "
                        + problem,
                DOES_NOT_START,
                "Correct it; this is how Odklep is asked:\n\tcheck_policy_service "
                        + RecommendedLines.client(PolicyEndpoint.USUAL).inBraces());
    }

    void unexpandable(String parameter, String problem) {
        add(
                parameter + " has no value: " + problem,
                "postconf and Postfix end with a fatal error when they read it.",
                "Correct " + parameter
                        + ". An -o option replaces the value of main.cf, so it cannot refer to it by its own"
                        + " name.");
    }

    void tooLong() {
        add(
                place.parameter() + " is too long to be read: more than " + RestrictionWalk.MAX_WORDS + " words",
                "What stands behind them is not examined.",
                "");
    }

    private void add(String what, String why, String remedy) {
        Finding finding = new Finding(Severity.ERROR, settings.service().id(), what, why, remedy);
        if (!found.contains(finding)) {
            found.add(finding);
        }
    }

    private static List<String> with(List<String> names, String name) {
        List<String> more = new ArrayList<>(names);
        more.add(name);
        return more;
    }

    private static String quoted(String name) {
        return "\"" + Finding.quote(name) + "\"";
    }
}
