package org.odklep.app;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import java.util.stream.Collectors;
import org.odklep.gate.ldap.LdapCounters;
import org.odklep.gate.ldap.LdapDoor;
import org.odklep.gate.ldap.LdapServer;
import org.odklep.kernel.ClientAddress;
import org.odklep.organisation.OrganisationDecision;
import org.odklep.signin.PasswordSignIn;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What LDAP clients find. */
@Configuration(proxyBeanMethods = false)
class LdapWiring {
    @Bean
    LdapDoor ldapDoor(Settings settings, OrganisationDecision organisation, Stores stores, PasswordSignIn passwords) {
        Settings.Ldap ldap = settings.ldap();
        return new LdapDoor(
                new LiveTree(ldap.base(), organisation),
                stores.users(),
                passwords,
                ldap.accounts(),
                ldap.dovecotHosts().stream().map(ClientAddress::of).collect(Collectors.toSet()));
    }

    @Bean
    MeterBinder ldapMeters(LdapGate gate) {
        LdapCounters counters = gate.counters();
        return registry -> {
            for (LdapCounters.BindOutcome outcome : LdapCounters.BindOutcome.values()) {
                FunctionCounter.builder("odklep.ldap.binds", counters, each -> each.binds(outcome))
                        .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                        .description("Binds over LDAP by how they ended")
                        .register(registry);
            }
            FunctionCounter.builder("odklep.ldap.searches", counters, LdapCounters::searches)
                    .description("Searches over LDAP")
                    .register(registry);
            FunctionCounter.builder("odklep.ldap.refused", counters, LdapCounters::refused)
                    .description("Operations over LDAP, other than binds, that were refused")
                    .register(registry);
            FunctionCounter.builder("odklep.ldap.turned.away", counters, LdapCounters::turnedAway)
                    .description("LDAP connections that were closed because there were too many")
                    .register(registry);
            FunctionCounter.builder("odklep.ldap.malformed", counters, LdapCounters::malformed)
                    .description("LDAP connections that were closed because of what they sent, or how slowly")
                    .register(registry);
            Gauge.builder("odklep.ldap.connections", gate, LdapWiring::connections)
                    .description("LDAP connections that are open now")
                    .register(registry);
        };
    }

    private static double connections(LdapGate gate) {
        return gate.servers().stream().mapToInt(LdapServer::connections).sum();
    }
}
