package org.odklep.app;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.odklep.account.Passwords;
import org.odklep.organisation.Organisation;
import org.odklep.organisation.OrganisationDecision;
import org.odklep.organisation.SetUp;
import org.odklep.setting.Decisions;
import org.odklep.user.PasswordRules;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Whose installation this is, and how it begins. */
@Configuration(proxyBeanMethods = false)
class OrganisationWiring {
    @Bean
    OrganisationDecision organisationDecision(Decisions decisions, Settings settings, Environment environment) {
        Organisation configured = new Organisation(
                settings.organisation(),
                settings.domains(),
                Optional.ofNullable(settings.defaultDomain()),
                settings.zone());
        return new OrganisationDecision(decisions, configured, FixedSettings.of(environment));
    }

    @Bean
    SetUp setUp(
            Stores stores,
            OrganisationDecision organisation,
            Passwords passwords,
            PasswordRules rules,
            RandomGenerator random) {
        return new SetUp(
                stores.administrators(),
                stores.founding(),
                organisation,
                passwords,
                asked -> rules.problems(asked.password(), asked.names()).isEmpty(),
                random);
    }
}
