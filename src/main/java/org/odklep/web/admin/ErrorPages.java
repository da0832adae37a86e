package org.odklep.web.admin;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.stream.Collectors;
import org.odklep.kernel.StoreUnavailable;
import org.odklep.web.admin.session.Forbidden;
import org.odklep.web.admin.words.Words;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorViewResolver;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

/** The page for what went wrong: what it means and what to do, nothing of our insides. */
@ControllerAdvice(basePackageClasses = ErrorPages.class)
class ErrorPages implements ErrorViewResolver {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorPages.class);

    private final AdminWeb.WordsOf words;

    ErrorPages(AdminWeb.WordsOf words) {
        this.words = words;
    }

    @Override
    public ModelAndView resolveErrorView(HttpServletRequest request, HttpStatus status, Map<String, Object> model) {
        String kind = switch (status) {
            case FORBIDDEN -> Forbidden.isOutOfDate(request) ? "outOfDate" : "forbidden";
            case NOT_FOUND -> "notFound";
            case METHOD_NOT_ALLOWED -> "method";
            case SERVICE_UNAVAILABLE -> "unavailable";
            default -> status.is4xxClientError() ? "request" : "fault";
        };
        Words reader = words.of(request);
        return page(status, reader.say("error." + kind + ".title"), reader.say("error." + kind + ".text"));
    }

    /** The role that would have been needed, by its name. */
    @ExceptionHandler
    ModelAndView needsRole(NeedsRole refusal, HttpServletRequest request, Words reader) {
        String roles = refusal.roles().stream()
                .map(role -> reader.say("role." + role.key()))
                .collect(Collectors.joining(", "));
        boolean many = refusal.roles().size() > 1;
        return page(
                HttpStatus.FORBIDDEN,
                reader.say("error.forbidden.title"),
                reader.say(
                        request.getMethod().equals("POST")
                                ? many ? "error.role.texts" : "error.role.text"
                                : many ? "error.role.read" : "error.role.readOne",
                        roles));
    }

    @ExceptionHandler
    ModelAndView unavailable(StoreUnavailable fault, Words reader) {
        LOG.warn("a page could not be shown: {}", fault.getMessage());
        return page(
                HttpStatus.SERVICE_UNAVAILABLE,
                reader.say("error.unavailable.title"),
                reader.say("error.unavailable.text"));
    }

    @ExceptionHandler
    ModelAndView twice(OneOfEach.Twice refusal, Words reader) {
        return page(
                HttpStatus.BAD_REQUEST,
                reader.say("error.request.title"),
                reader.say("error.twice.text", refusal.name()));
    }

    private static ModelAndView page(HttpStatus status, String title, String text) {
        return new ModelAndView("error", Map.of("status", status.value(), "title", title, "text", text), status);
    }
}
