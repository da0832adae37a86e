package org.odklep.web.graph;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.account.Role;
import org.odklep.sending.Problem;

/** A request that cannot be done as asked: thrown where that is noticed, written by {@link ErrorWriter}. */
public final class GraphError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ErrorKind kind;
    private final transient List<Problem> problems;
    private final transient Map<String, String> headers;

    private GraphError(ErrorKind kind, String message, List<Problem> problems, Map<String, String> headers) {
        super(message, null, false, false);
        this.kind = kind;
        this.problems = List.copyOf(problems);
        this.headers = Map.copyOf(headers);
    }

    public static GraphError of(ErrorKind kind, String message) {
        return new GraphError(kind, message, List.of(), Map.of());
    }

    public static GraphError invalid(String key, String message) {
        return invalid(List.of(new Problem(key, message)));
    }

    /** @param problems everything that is wrong */
    public static GraphError invalid(List<Problem> problems) {
        String message = problems.stream().map(Problem::toString).collect(Collectors.joining("; "));
        return new GraphError(ErrorKind.INVALID_REQUEST, message, problems, Map.of());
    }

    public static GraphError notFound(String message) {
        return of(ErrorKind.NOT_FOUND, message);
    }

    public static GraphError accessDenied(Role needed) {
        return of(ErrorKind.ACCESS_DENIED, "This needs the role " + needed.title() + " (" + needed.key() + ").");
    }

    /** Refuses an actor without a right before anything else is told. */
    public static void require(Actor actor, Right right) {
        if (!actor.may(right)) {
            throw accessDenied(right.leastRole());
        }
    }

    public GraphError withHeader(String name, String value) {
        return new GraphError(kind, text(), problems, Map.of(name, value));
    }

    /** What clients tell errors apart by. */
    public String code() {
        return kind.code();
    }

    ErrorKind kind() {
        return kind;
    }

    String text() {
        return String.valueOf(getMessage());
    }

    List<Problem> problems() {
        return problems;
    }

    Map<String, String> headers() {
        return headers;
    }
}
