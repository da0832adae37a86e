package org.odklep.web.admin;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * A way into the pages, as the running application maps it.
 *
 * @param params what the fields of a form have to say, such as {@code !sure}; mostly empty
 */
record Door(String method, String pattern, String params) {
    private static final String API = "org.odklep.web.api";
    private static final String OURS = "org.odklep.";

    /** Every way into the pages of a running server. */
    static List<Door> pages(RunningServer server) {
        return doors(server, controller -> controller.startsWith(OURS) && !controller.startsWith(API));
    }

    /** Every way into its API. */
    static List<Door> api(RunningServer server) {
        return doors(server, controller -> controller.startsWith(API));
    }

    private static List<Door> doors(RunningServer server, Predicate<String> ours) {
        return server
                .part("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .entrySet()
                .stream()
                .filter(mapping -> ours.test(mapping.getValue().getBeanType().getName()))
                .flatMap(mapping -> of(mapping.getKey()))
                .sorted(Comparator.comparing(Door::toString))
                .toList();
    }

    /** Those that are asked and change nothing. */
    boolean isRead() {
        return method.equals("GET");
    }

    @Override
    public String toString() {
        return method + " " + pattern + (params.isEmpty() ? "" : " " + params);
    }

    /** A mapping without a method takes all of them. */
    private static Stream<Door> of(RequestMappingInfo mapping) {
        String params = mapping.getParamsCondition().getExpressions().stream()
                .map(Object::toString)
                .collect(Collectors.joining(" "));
        List<String> methods = mapping.getMethodsCondition().getMethods().stream()
                .map(RequestMethod::name)
                .toList();
        return mapping.getPatternValues().stream()
                .flatMap(pattern -> (methods.isEmpty() ? List.of("ANY") : methods)
                        .stream().map(method -> new Door(method, pattern, params)));
    }
}
