package org.odklep.web.api;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.odklep.account.Actor;
import org.odklep.account.Role;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.ClientAddress;
import org.odklep.sending.OutboundPolicies;
import org.odklep.sending.OutboundPolicy;
import org.odklep.sending.PolicyStore;
import org.odklep.web.graph.Body;
import org.odklep.web.graph.GraphError;
import org.odklep.web.graph.Links;

class OutboundPolicyConflictTest {
    private static final Actor ADMIN = new Actor("ana", Role.SECURITY_ADMINISTRATOR, ClientAddress.LOCAL);

    @Test
    void whoeverChangesPoliciesThatAnotherNodeChangedIsToldToReadThemAgain() {
        OutboundPolicies policies = new OutboundPolicies(
                new AlwaysNewer(),
                account -> Set.of(),
                () -> OutboundPolicies.Defaults.in(ZoneOffset.UTC),
                new SecureRandom());
        OutboundPolicyController controller =
                new OutboundPolicyController(policies, new Links("/v1.0", Optional.empty()), () -> Instant.EPOCH);

        assertThatThrownBy(() -> controller.update("default", new Body(Map.of("mode", "shadow")), ADMIN))
                .isInstanceOf(GraphError.class)
                .hasMessageContaining("read them again");
    }

    /** A store that another node is always faster in. */
    private static final class AlwaysNewer implements PolicyStore {
        @Override
        public Stored load() {
            return new Stored(0, List.of());
        }

        @Override
        public boolean replace(long version, List<OutboundPolicy> policies, AuditEvent event) {
            return false;
        }
    }
}
