package org.odklep.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.odklep.cli.doctor.RestrictionWalk.Question;

/**
 * Tells the questions to Odklep from those to other policy servers. Where its addresses are not known, a policy server
 * at its usual port or with its name in the socket's path counts as Odklep, and if there is none, whatever is asked in
 * the two places that Odklep needs. Servers that are asked elsewhere only do not count: a mail server has others.
 */
final class GateFinder {
    private final Gate gate;
    private final List<PolicyEndpoint> endpoints;

    GateFinder(Gate gate, List<SmtpServer> servers) {
        this.gate = gate;
        this.endpoints = gate.isKnown() ? gate.endpoints() : presumed(servers);
    }

    Gate gate() {
        return gate;
    }

    /** Known or presumed; empty when nothing is asked anywhere. */
    List<PolicyEndpoint> endpoints() {
        return endpoints;
    }

    boolean isPresumed() {
        return !gate.isKnown() && !endpoints.isEmpty();
    }

    /** True when all of them look like an address of Odklep. */
    boolean isUsual() {
        return endpoints.stream().allMatch(GateFinder::isLikely);
    }

    /** The address to put into lines that are to be pasted. */
    PolicyEndpoint preferred() {
        return endpoints.isEmpty() ? PolicyEndpoint.USUAL : endpoints.getFirst();
    }

    /** The questions of one list that go to Odklep. */
    List<Question> in(SmtpServer server, RestrictionPlace place) {
        return server.walk(place).questions().stream()
                .filter(question -> isOdklep(question.client(), server.settings()))
                .toList();
    }

    /** All questions of a service that go to Odklep. */
    List<Question> anywhere(SmtpServer server) {
        return server.questions().stream()
                .filter(question -> isOdklep(question.client(), server.settings()))
                .toList();
    }

    /**
     * True for a client that reaches Odklep, and for one that names Odklep's socket but, locked into the queue
     * directory, would look for it elsewhere.
     */
    boolean isOdklep(PolicyClient client, ServiceSettings settings) {
        return client.endpoint()
                .map(asked -> reaches(asked) || reaches(settings.onHost(asked)))
                .orElse(false);
    }

    boolean reaches(PolicyEndpoint asked) {
        return endpoints.stream().anyMatch(asked::reaches);
    }

    private static List<PolicyEndpoint> presumed(List<SmtpServer> servers) {
        List<PolicyEndpoint> likely = asked(servers, question -> true).stream()
                .filter(GateFinder::isLikely)
                .toList();
        return likely.isEmpty() ? asked(servers, GateFinder::isNeeded) : likely;
    }

    private static boolean isNeeded(Question question) {
        return question.place() == RestrictionPlace.SENDER || question.place() == RestrictionPlace.END_OF_DATA;
    }

    private static boolean isLikely(PolicyEndpoint endpoint) {
        return switch (endpoint) {
            case PolicyEndpoint.Inet inet -> inet.port().equals(PolicyEndpoint.USUAL_PORT);
            case PolicyEndpoint.Unix unix -> unix.path().contains("odklep");
        };
    }

    private static List<PolicyEndpoint> asked(List<SmtpServer> servers, Predicate<Question> where) {
        List<PolicyEndpoint> found = new ArrayList<>();
        for (SmtpServer server : servers) {
            server.questions().stream()
                    .filter(where)
                    .flatMap(question -> question.client().endpoint().stream())
                    .map(server.settings()::onHost)
                    .forEach(found::add);
        }
        return found.stream().distinct().toList();
    }
}
