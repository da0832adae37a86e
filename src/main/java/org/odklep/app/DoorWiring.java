package org.odklep.app;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.odklep.account.ApiTokens;
import org.odklep.audit.AuditLog;
import org.odklep.lock.AllowList;
import org.odklep.lock.LockStore;
import org.odklep.lock.Locks;
import org.odklep.organisation.OrganisationDecision;
import org.odklep.sending.OutboundPolicies;
import org.odklep.sending.SendJournal;
import org.odklep.sending.SendLedger;
import org.odklep.sending.SendingGuard;
import org.odklep.sending.Standings;
import org.odklep.signin.SignInLog;
import org.odklep.signin.SignInNames;
import org.odklep.user.OwnedTokens;
import org.odklep.web.admin.home.Program;
import org.odklep.web.api.ApiSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the doors are given beside the parts of the server. */
@Configuration(proxyBeanMethods = false)
class DoorWiring {
    @Bean
    ApiTokens apiTokens(Stores stores, RandomGenerator random) {
        return new ApiTokens(stores.tokens(), random, new OwnedTokens(stores.users()));
    }

    @Bean
    Standings standings(
            Locks locks,
            AllowList allowList,
            OutboundPolicies policies,
            SendingGuard guard,
            SendJournal journal,
            Stores stores) {
        return new Standings(locks, stores.locks(), allowList, policies, guard, journal, stores.ledger());
    }

    @Bean
    ApiSettings apiSettings(Settings settings, OrganisationDecision organisation, SignInNames names) {
        return new ApiSettings(
                version(),
                organisation::defaultDomain,
                names::canonical,
                organisation::zone,
                Optional.ofNullable(settings.web().baseUrl()).map(url -> url.replaceAll("/+$", "")));
    }

    @Bean
    Program program() {
        return new Program(version());
    }

    /** For lists of restrictions; changes go through {@link Locks}. */
    @Bean
    LockStore lockStore(Stores stores) {
        return stores.locks();
    }

    @Bean
    SendLedger sendLedger(Stores stores) {
        return stores.ledger();
    }

    @Bean
    SignInLog signInLog(Stores stores) {
        return stores.signIns();
    }

    @Bean
    AuditLog auditLog(Stores stores) {
        return stores.audit();
    }

    private static String version() {
        return Optional.ofNullable(DoorWiring.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
