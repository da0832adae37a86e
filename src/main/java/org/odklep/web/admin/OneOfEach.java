package org.odklep.web.admin;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.odklep.web.admin.list.ChosenColumns;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Refuses a form or an address in which something stands twice that has one value: two readers might take another one. */
final class OneOfEach implements HandlerInterceptor {
    private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

    /** Something stands twice. */
    static final class Twice extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final String name;

        Twice(String name) {
            super(name, null, false, false);
            this.name = name;
        }

        String name() {
            return name;
        }
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getDispatcherType() == DispatcherType.REQUEST && handler instanceof HandlerMethod method) {
            Set<String> lists = lists(method);
            for (Map.Entry<String, String[]> given : request.getParameterMap().entrySet()) {
                if (given.getValue().length > 1 && !lists.contains(given.getKey())) {
                    throw new Twice(given.getKey());
                }
            }
        }
        return true;
    }

    /** What a method takes several of; any list takes several columns. */
    private static Set<String> lists(HandlerMethod method) {
        Set<String> names = new TreeSet<>(Set.of(ChosenColumns.COLUMN));
        for (MethodParameter parameter : method.getMethodParameters()) {
            RequestParam asked = parameter.getParameterAnnotation(RequestParam.class);
            Class<?> type = parameter.getParameterType();
            if (asked != null && (type.isArray() || Collection.class.isAssignableFrom(type))) {
                parameter.initParameterNameDiscovery(NAMES);
                names.add(asked.name().isEmpty() ? String.valueOf(parameter.getParameterName()) : asked.name());
            }
        }
        return names;
    }
}
