package org.odklep.app;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.odklep.account.AdministratorRegister;
import org.odklep.account.AdministratorStore;
import org.odklep.account.Administrators;
import org.odklep.account.PasswordHash;
import org.odklep.account.Passwords;
import org.odklep.audit.AuditLog;
import org.odklep.directory.password.KnownPasswordHashes;
import org.odklep.kernel.AccountName;
import org.odklep.signin.ResetEndsLockout;
import org.odklep.signin.SessionOwner;
import org.odklep.signin.factor.SecondFactors;
import org.odklep.user.PasswordMaker;
import org.odklep.user.PasswordRules;
import org.odklep.user.Profile;
import org.odklep.web.admin.SharedStore;
import org.odklep.web.admin.session.PublicAddress;
import org.odklep.web.admin.session.SessionCookie;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the admin page is given beside the parts of the server. */
@Configuration(proxyBeanMethods = false)
class AdminWiring {
    /** How long somebody who signs in waits for a free processor. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Bean
    PasswordHash passwordHash() {
        return KnownPasswordHashes.withArgon2();
    }

    @Bean
    Passwords passwords(PasswordHash hash) {
        return new Passwords(hash, Runtime.getRuntime().availableProcessors(), PATIENCE);
    }

    @Bean
    AdministratorStore administratorStore(Stores stores) {
        return stores.administrators();
    }

    @Bean
    Administrators administrators(AdministratorStore store, AuditLog audit) {
        return new Administrators(store, audit);
    }

    @Bean
    AdministratorRegister administratorRegister(
            AdministratorStore store,
            Passwords passwords,
            PasswordRules rules,
            RandomGenerator random,
            SecondFactors factors,
            Stores stores) {
        ResetEndsLockout resets = new ResetEndsLockout(stores.lockouts());
        PasswordMaker maker = new PasswordMaker(rules, random);
        Profile nobody = Profile.of(AccountName.of("administrator@example.org"), "administrator");
        return new AdministratorRegister(
                store,
                passwords,
                () -> maker.make(nobody),
                name -> {
                    factors.forget(new SessionOwner(SessionOwner.Kind.ADMINISTRATOR, name.value()));
                    stores.places().forget(name);
                },
                resets::changed,
                name -> stores.users().find(name).isPresent());
    }

    @Bean
    SharedStore sharedStore(Settings settings) {
        return new SharedStore(!settings.database().url().isEmpty());
    }

    @Bean
    PublicAddress publicAddress(Settings settings) {
        return new PublicAddress(Optional.ofNullable(settings.web().baseUrl()));
    }

    @Bean
    SessionCookie sessionCookie(Settings settings) {
        String url = settings.web().baseUrl();
        return new SessionCookie(url != null && url.startsWith("https:"));
    }
}
