package org.odklep.app;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.InstantSource;
import java.util.List;
import org.odklep.gate.dovecot.doveadm.DoveadmHost;
import org.odklep.gate.dovecot.doveadm.Patience;
import org.odklep.gate.dovecot.doveadm.SignOuts;
import org.odklep.kernel.Secret;
import org.odklep.organisation.OrganisationDecision;
import org.odklep.user.Users;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What Dovecot is told when a user changes. */
@Configuration(proxyBeanMethods = false)
class DoveadmWiring {
    @Bean
    SignOuts signOuts(
            Settings settings, OrganisationDecision organisation, Stores stores, Users users, InstantSource clock) {
        Settings.Doveadm doveadm = settings.doveadm();
        List<DoveadmHost> hosts = doveadm.urls().stream()
                .map(url -> DoveadmHost.of(url, Secret.of(doveadm.apiKey()), Secret.of(doveadm.password())))
                .toList();
        SignOuts signOuts = new SignOuts(
                hosts, organisation::defaultDomain, Patience.of(doveadm.patience()), stores.signOuts(), clock);
        users.listen(signOuts);
        return signOuts;
    }

    @Bean
    MeterBinder doveadmMeters(SignOuts signOuts) {
        return registry -> {
            FunctionCounter.builder("odklep.doveadm.done", signOuts, SignOuts::done)
                    .description("Changes of users that a Dovecot host acted upon")
                    .register(registry);
            FunctionCounter.builder("odklep.doveadm.failed", signOuts, SignOuts::failed)
                    .description("Changes of users that a Dovecot host did not act upon in time")
                    .register(registry);
            FunctionCounter.builder("odklep.doveadm.retried", signOuts, SignOuts::retried)
                    .description("Times that a Dovecot host did not act, and was left to be asked again")
                    .register(registry);
            Gauge.builder("odklep.doveadm.waiting", signOuts, SignOuts::waiting)
                    .description("Changes of users that Dovecot hosts are still to act upon")
                    .register(registry);
        };
    }
}
