package org.odklep.cli.doctor;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Fills in references to other parameters (postconf(5), "DESCRIPTION"): {@code $name}, {@code ${name}},
 * {@code $(name)}, {@code ${name?value}}, {@code ${name:value}}, {@code ${name?{value}:{value}}},
 * {@code ${{value} == {value} ? {value} : {value}}} and {@code $$}. A parameter that does not exist is empty.
 *
 * <p>Limits: references nest {@value #MAX_DEPTH} deep (a parameter that refers to itself has no end), a value has
 * {@value #MAX_REFERENCES} of them at most, and it grows to {@value #MAX_LENGTH} characters.
 */
final class Expansion {
    static final int MAX_DEPTH = 30;
    static final int MAX_LENGTH = 20_000;
    static final int MAX_REFERENCES = 2_000;

    private final Function<String, String> lookup;
    private @Nullable String problem;
    private int references;

    private Expansion(Function<String, String> lookup) {
        this.lookup = lookup;
    }

    /**
     * @param text empty if there is a problem
     * @param problem what Postfix, too, would not make sense of
     */
    record Result(String text, Optional<String> problem) {}

    /** The value of a text, with parameters looked up by name. */
    static Result of(String text, Function<String, String> lookup) {
        Expansion expansion = new Expansion(lookup);
        String value = expansion.expand(text, 0);
        return expansion.problem == null
                ? new Result(value, Optional.empty())
                : new Result("", Optional.of(expansion.problem));
    }

    private String expand(String text, int depth) {
        if (depth > MAX_DEPTH) {
            problem = "a parameter refers to itself";
        }
        StringBuilder out = new StringBuilder();
        int i = 0;
        while (i < text.length() && problem == null) {
            int dollar = text.indexOf('$', i);
            out.append(text, i, dollar < 0 ? text.length() : dollar);
            i = dollar < 0 ? text.length() : reference(text, dollar + 1, depth, out);
            if (out.length() > MAX_LENGTH) {
                problem = "the value is too long";
            }
        }
        return out.toString();
    }

    /** Appends what the reference behind a "$" stands for; the place where the text goes on. */
    private int reference(String text, int start, int depth, StringBuilder out) {
        if (++references > MAX_REFERENCES) {
            problem = "the value has too many references";
            return text.length();
        }
        char c = start < text.length() ? text.charAt(start) : ' ';
        if (c == '{' || c == '(') {
            int end = c == '{' ? BraceWords.closing(text, start) : text.indexOf(')', start);
            if (end < 0) {
                problem = "a reference is not closed";
                return text.length();
            }
            out.append(conditional(text.substring(start + 1, end).strip(), depth));
            return end + 1;
        }
        int end = nameEnd(text, start);
        if (end > start) {
            out.append(expand(lookup.apply(text.substring(start, end)), depth + 1));
            return end;
        }
        out.append('$');
        return c == '$' ? start + 1 : start;
    }

    private String conditional(String inner, int depth) {
        int end = inner.startsWith("{") ? relationEnd(inner) : nameEnd(inner, 0);
        String rest = inner.substring(end).strip();
        if (inner.startsWith("{")) {
            boolean holds = holds(inner.substring(0, end), depth);
            return rest.startsWith("?") ? branch(rest.substring(1).strip(), holds, depth) : "";
        }
        String value = expand(lookup.apply(inner.substring(0, end)), depth + 1);
        return switch (rest.isEmpty() ? ' ' : rest.charAt(0)) {
            case '?' -> branch(rest.substring(1).strip(), !value.isEmpty(), depth);
            case ':' -> value.isEmpty() ? branch(rest.substring(1).strip(), true, depth) : "";
            default -> value;
        };
    }

    /** The first of {@code value} or {@code {value}:{value}} if a condition holds, otherwise the second or nothing. */
    private String branch(String text, boolean holds, int depth) {
        int end = text.startsWith("{") ? BraceWords.closing(text, 0) : -1;
        if (end < 0) {
            return holds ? expand(text, depth + 1) : "";
        }
        String other = text.substring(end + 1).strip();
        if (holds) {
            return expand(text.substring(1, end).strip(), depth + 1);
        }
        return other.startsWith(":") ? branch(other.substring(1).strip(), true, depth) : "";
    }

    /** Where {@code {a} operator {b}} ends; the whole text if it is no relation. */
    private static int relationEnd(String inner) {
        int first = BraceWords.closing(inner, 0);
        int second = first < 0 ? -1 : inner.indexOf('{', first);
        int end = second < 0 ? -1 : BraceWords.closing(inner, second);
        return end < 0 ? inner.length() : end + 1;
    }

    private boolean holds(String relation, int depth) {
        int first = BraceWords.closing(relation, 0);
        int second = first < 0 ? -1 : relation.indexOf('{', first);
        if (second < 0 || !relation.endsWith("}")) {
            problem = "a comparison is not complete";
            return false;
        }
        String left = expand(relation.substring(1, first).strip(), depth + 1);
        String right =
                expand(relation.substring(second + 1, relation.length() - 1).strip(), depth + 1);
        String operator = relation.substring(first + 1, second).strip();
        int order = compare(left, right, operator.endsWith("level"));
        return switch (operator.replace("level", "")) {
            case "==" -> order == 0;
            case "!=" -> order != 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            case ">=" -> order >= 0;
            default -> {
                problem = "'" + Finding.quote(operator) + "' is no comparison";
                yield false;
            }
        };
    }

    /** Numbers by value, compatibility levels ("3.6") part by part, everything else by character. */
    private static int compare(String left, String right, boolean levels) {
        if (levels) {
            String[] a = left.split("\\.", -1);
            String[] b = right.split("\\.", -1);
            for (int i = 0; i < Math.max(a.length, b.length); i++) {
                int order = compare(i < a.length ? a[i] : "0", i < b.length ? b[i] : "0", false);
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        }
        boolean numbers = left.matches("\\d{1,9}") && right.matches("\\d{1,9}");
        return numbers ? Integer.compare(Integer.parseInt(left), Integer.parseInt(right)) : left.compareTo(right);
    }

    private static int nameEnd(String text, int start) {
        int end = start;
        while (end < text.length() && isNameCharacter(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isNameCharacter(char c) {
        return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
