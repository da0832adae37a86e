package org.odklep.app;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.odklep.web.graph.ErrorKind;
import org.odklep.web.graph.ErrorWriter;
import org.odklep.web.graph.GraphError;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Answers what the web server itself refuses, before any door sees it: requests that are no HTTP, or whose address is none.
 * Its own answer is a page that names it.
 */
@Component
final class MalformedRequests implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
    private final ErrorWriter writer;

    MalformedRequests(ErrorWriter writer) {
        this.writer = writer;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new Reports()));
    }

    private final class Reports extends ErrorReportValve {
        @Override
        protected void report(Request request, Response response, @Nullable Throwable cause) {
            int status = response.getStatus();
            if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
                return;
            }
            boolean understood = status == 500 || status == 503;
            ErrorKind kind = understood ? ErrorKind.GENERAL : ErrorKind.INVALID_REQUEST;
            String message = !understood ? "The request is malformed." : "The server has a fault; see its log.";
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
            response.setHeader("Cache-Control", "no-store");
            try {
                writer.write(request, response, GraphError.of(kind, message), status);
            } catch (IOException e) {
                container.getLogger().debug("a client went away", e);
            }
        }
    }
}
