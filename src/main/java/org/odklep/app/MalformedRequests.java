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
            ErrorKind kind = status < 500 ? ErrorKind.INVALID_REQUEST : ErrorKind.GENERAL;
            String message = status < 500 ? "The request is malformed." : "The server has a fault; see its log.";
            try {
                writer.write(request, response, GraphError.of(kind, message), status);
            } catch (IOException e) {
                container.getLogger().debug("a client went away", e);
            }
        }
    }
}
