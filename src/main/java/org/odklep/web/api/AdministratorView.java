package org.odklep.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.odklep.account.Administrator;
import org.odklep.account.AdministratorChange;
import org.odklep.kernel.Secret;

/**
 * An administrator on the wire.
 *
 * @param password a generated one; in the answer to the one who had it generated, and never again
 */
record AdministratorView(
        String name,
        String role,
        Instant createdDateTime,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String password) {
    static AdministratorView of(Administrator administrator) {
        return view(administrator, null);
    }

    static AdministratorView of(AdministratorChange.Done done) {
        return view(done.administrator(), done.generated().map(Secret::reveal).orElse(null));
    }

    @Override
    public String toString() {
        return "AdministratorView[" + name + "]";
    }

    private static AdministratorView view(Administrator administrator, @Nullable String password) {
        return new AdministratorView(
                administrator.name().value(), administrator.role().key(), administrator.createdAt(), password);
    }
}
