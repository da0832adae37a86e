package org.odklep.app;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.odklep.account.Administrators;
import org.odklep.account.ApiTokens;
import org.odklep.account.Passwords;
import org.odklep.gate.dovecot.AuthPolicyGate;
import org.odklep.gate.dovecot.ListCommands;
import org.odklep.kernel.ClientAddress;
import org.odklep.organisation.OrganisationDecision;
import org.odklep.passkey.WebauthnVerifier;
import org.odklep.setting.Decisions;
import org.odklep.signin.AnswerTimes;
import org.odklep.signin.ChangeEndsSessions;
import org.odklep.signin.PasswordFingerprints;
import org.odklep.signin.PasswordSignIn;
import org.odklep.signin.ProviderSignIn;
import org.odklep.signin.ResetEndsLockout;
import org.odklep.signin.SessionLimits;
import org.odklep.signin.SignInBlocks;
import org.odklep.signin.SignInJournal;
import org.odklep.signin.SignInLists;
import org.odklep.signin.SignInLocks;
import org.odklep.signin.SignInNames;
import org.odklep.signin.SignInProtection;
import org.odklep.signin.SignInReset;
import org.odklep.signin.SignIns;
import org.odklep.signin.SmartLockout;
import org.odklep.signin.SprayGuard;
import org.odklep.signin.UserSessions;
import org.odklep.signin.WebSessions;
import org.odklep.signin.WebSignIn;
import org.odklep.signin.factor.FactorsOfRemoved;
import org.odklep.signin.factor.KeySeal;
import org.odklep.signin.factor.LostFactors;
import org.odklep.signin.factor.Passkeys;
import org.odklep.signin.factor.SecondFactors;
import org.odklep.signin.factor.StepUp;
import org.odklep.user.UserPasswords;
import org.odklep.user.Users;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Signing in, and the gate through which Dovecot asks about it. */
@Configuration(proxyBeanMethods = false)
class SignInWiring {
    /** Attempts that may wait to be written: 10 MB, minutes of the fiercest attack. */
    private static final int MAX_WAITING = 50_000;

    @Bean
    SignInJournal signInJournal(Stores stores) {
        return new SignInJournal(stores.signIns(), MAX_WAITING);
    }

    @Bean
    SignInNames signInNames(Stores stores, Users users) {
        SignInNames names = new SignInNames(stores.users());
        users.listen(names);
        users.listen(new ResetEndsLockout(stores.lockouts()));
        users.listen(new ChangeEndsSessions(stores.sessions()));
        names.load();
        return names;
    }

    @Bean
    SignInLists signInLists(Stores stores) {
        return new SignInLists(stores.signInLists());
    }

    @Bean
    SignInBlocks signInBlocks(SignInNames names, SignInLists lists) {
        return new SignInBlocks(names::isBlocked, lists);
    }

    @Bean
    SignInProtection signInProtection(Decisions decisions, Settings settings, Environment environment) {
        Settings.Lockout lockout = settings.lockout();
        return new SignInProtection(
                decisions,
                new SignInProtection.Values(lockout.policy(), new HashSet<>(lockout.sharedAddresses())),
                FixedSettings.of(environment));
    }

    @Bean
    SmartLockout smartLockout(SignInProtection protection) {
        return new SmartLockout(() -> protection.current().lockout());
    }

    @Bean
    SignIns signIns(
            Stores stores,
            Settings settings,
            SignInProtection protection,
            SmartLockout lockout,
            SignInBlocks blocks,
            SignInJournal journal,
            RandomGenerator random) {
        return new SignIns(
                stores.lockouts(), stores.places(), lockout, sprayGuard(protection, settings), blocks, journal, random);
    }

    @Bean
    SignInLocks signInLocks(SignIns signIns) {
        return new SignInLocks(signIns);
    }

    @Bean
    PasswordSignIn passwordSignIn(
            Stores stores,
            SignInNames names,
            SignIns signIns,
            Passwords hashes,
            UserPasswords passwords,
            AnswerTimes times,
            RandomGenerator random) {
        return new PasswordSignIn(
                stores.users(), names, signIns, hashes, passwords, new PasswordFingerprints(random), times);
    }

    @Bean
    AnswerTimes answerTimes() {
        return new AnswerTimes(System::nanoTime, SignInWiring::pause);
    }

    @Bean
    SessionLimits sessionLimits(Settings settings) {
        return settings.sessions().limits();
    }

    @Bean
    SecondFactors secondFactors(
            Stores stores, Settings settings, SmartLockout lockout, Users users, RandomGenerator random) {
        SecondFactors factors = new SecondFactors(
                stores.factors(),
                new KeySeal(FactorKey.of(settings, random), random),
                lockout,
                Set.copyOf(settings.web().secondFactorRoles()),
                random);
        users.listen(new FactorsOfRemoved(factors));
        return factors;
    }

    @Bean
    Passkeys passkeys(Stores stores, SmartLockout lockout, RandomGenerator random) {
        return new Passkeys(stores.factors(), new WebauthnVerifier(), lockout, random);
    }

    @Bean
    WebSessions webSessions(Stores stores, SecondFactors factors, SessionLimits limits, RandomGenerator random) {
        return new WebSessions(stores.sessions(), stores.users(), stores.administrators(), factors, limits, random);
    }

    @Bean
    LostFactors lostFactors(SecondFactors factors, WebSessions sessions) {
        return new LostFactors(factors, sessions);
    }

    @Bean
    UserSessions userSessions(WebSessions browsers, ApiTokens tokens) {
        return new UserSessions(browsers, tokens);
    }

    @Bean
    WebSignIn webSignIn(
            Administrators administrators,
            PasswordSignIn passwords,
            WebSessions sessions,
            AnswerTimes times,
            OrganisationDecision organisation) {
        return new WebSignIn(administrators, passwords, sessions, times, organisation::defaultDomain);
    }

    @Bean
    ProviderSignIn providerSignIn(
            Stores stores,
            SignInNames names,
            SignInBlocks blocks,
            SignIns signIns,
            WebSessions sessions,
            OrganisationDecision organisation) {
        return new ProviderSignIn(
                names, blocks, signIns, stores.users(), sessions, stores.tickets(), organisation::defaultDomain);
    }

    @Bean
    StepUp stepUp(SecondFactors factors, Passkeys passkeys, WebSignIn signIn, WebSessions sessions, Settings settings) {
        return new StepUp(factors, passkeys, signIn, sessions, settings.web().stepUp());
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Bean
    AuthPolicyGate authPolicyGate(SignIns signIns, SignInNames names, OrganisationDecision organisation) {
        return new AuthPolicyGate(signIns, organisation::defaultDomain, names::canonical);
    }

    @Bean
    ListCommands listCommands(SignIns signIns, SignInLists lists, AuthPolicyGate gate) {
        return new ListCommands(lists, new SignInReset(signIns, lists), gate);
    }

    /** Whoever signs in through a Dovecot that did not ask before comes from anywhere. */
    private static SprayGuard sprayGuard(SignInProtection protection, Settings settings) {
        Set<ClientAddress> dovecots =
                settings.ldap().dovecotHosts().stream().map(ClientAddress::of).collect(Collectors.toUnmodifiableSet());
        return new SprayGuard(client -> protection.current().sharedHosts().contains(client), dovecots::contains);
    }
}
