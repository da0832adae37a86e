package org.odklep.app;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import org.odklep.account.Directory;
import org.odklep.directory.BuiltInGroups;
import org.odklep.directory.ConfiguredGroups;
import org.odklep.directory.JoinedDirectories;
import org.odklep.gate.postfix.GateCounters;
import org.odklep.gate.postfix.PolicySession;
import org.odklep.gate.postfix.PostfixGate;
import org.odklep.gate.postfix.Recipients;
import org.odklep.gate.postfix.Replies;
import org.odklep.lock.AllowList;
import org.odklep.lock.Locks;
import org.odklep.organisation.Organisation;
import org.odklep.organisation.OrganisationDecision;
import org.odklep.sending.OutboundPolicies;
import org.odklep.sending.Refusals;
import org.odklep.sending.SendJournal;
import org.odklep.sending.SendingGuard;
import org.odklep.signin.SignInNames;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** The parts of the server and what each is made of. */
@Configuration(proxyBeanMethods = false)
class Wiring {
    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    RandomGenerator random() {
        return new SecureRandom();
    }

    @Bean
    BuiltInGroups builtInGroups(Stores stores) {
        return new BuiltInGroups(stores.users());
    }

    @Bean
    @Primary
    Directory directory(Settings settings, OrganisationDecision organisation, BuiltInGroups builtIn) {
        return new JoinedDirectories(
                List.of(new ConfiguredGroups(settings.groups(), organisation::defaultDomain), builtIn));
    }

    @Bean
    AllowList allowList(Stores stores) {
        return new AllowList(stores.allowed());
    }

    @Bean
    Locks locks(Stores stores, AllowList allowList, RandomGenerator random) {
        return new Locks(stores.locks(), allowList, random);
    }

    @Bean
    OutboundPolicies outboundPolicies(
            Stores stores, Directory directory, OrganisationDecision organisation, RandomGenerator random) {
        return new OutboundPolicies(stores.policies(), directory, () -> defaults(organisation.current()), random);
    }

    private static OutboundPolicies.Defaults defaults(Organisation organisation) {
        return new OutboundPolicies.Defaults(organisation.zone(), organisation.defaultDomain());
    }

    @Bean
    SendJournal sendJournal(Stores stores, Settings settings) {
        return new SendJournal(stores.ledger(), settings.database().maxWaitingTraces());
    }

    @Bean
    SendingGuard sendingGuard(
            Locks locks, OutboundPolicies policies, Stores stores, SendJournal journal, RandomGenerator random) {
        return new SendingGuard(locks, policies::forAccount, stores.ledger(), journal, random);
    }

    @Bean
    Refusals refusals(Settings settings) {
        return new Refusals(settings.help());
    }

    @Bean
    GateCounters gateCounters() {
        return new GateCounters();
    }

    @Bean
    PolicySession policySession(
            SendingGuard guard,
            Stores stores,
            Refusals refusals,
            OrganisationDecision organisation,
            SignInNames names,
            GateCounters counters,
            InstantSource clock) {
        PostfixGate gate = new PostfixGate(
                guard,
                new Recipients(() -> organisation.current().domains(), stores.installationKey()),
                new Replies(refusals),
                organisation::defaultDomain,
                names::canonical,
                counters);
        return new PolicySession(gate, counters, clock);
    }
}
