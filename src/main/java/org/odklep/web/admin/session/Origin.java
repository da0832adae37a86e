package org.odklep.web.admin.session;

import jakarta.servlet.http.HttpServletRequest;
import org.odklep.kernel.ClientAddress;

/** Where a request came from, as lockout and audit log note it. */
public final class Origin {
    private Origin() {}

    public static ClientAddress of(HttpServletRequest request) {
        return of(request.getRemoteAddr());
    }

    static ClientAddress of(String address) {
        return ClientAddress.parse(address).orElse(ClientAddress.LOCAL);
    }
}
