package org.odklep.web.api;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.odklep.account.Role;
import org.odklep.app.TestServer;

/**
 * One server for all tests that leave it running: each class uses accounts and names of its own. Tests take it, or a
 * client of it, as an argument of their constructor.
 */
final class SharedServer implements ParameterResolver {
    /** The server with a client for each role, and one without a token. */
    record Api(TestServer server, ApiClient anybody, ApiClient owner, ApiClient admin, ApiClient auditor)
            implements AutoCloseable {
        static Api start() {
            TestServer server = TestServer.start();
            ApiClient anybody = ApiClient.of(server);
            return new Api(
                    server,
                    anybody,
                    anybody.as(server, Role.GLOBAL_ADMINISTRATOR, "owner"),
                    anybody.as(server, Role.SECURITY_ADMINISTRATOR, "admin"),
                    anybody.as(server, Role.AUDITOR, "auditor"));
        }

        @Override
        public void close() {
            server.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Api.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(SharedServer.class))
                .computeIfAbsent(Api.class, type -> Api.start());
    }
}
