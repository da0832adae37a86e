package org.odklep.app;

import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.odklep.account.Administrator;
import org.odklep.account.Passwords;
import org.odklep.directory.password.ZxcvbnStrength;
import org.odklep.organisation.Organisation;
import org.odklep.organisation.OrganisationDecision;
import org.odklep.setting.Decisions;
import org.odklep.user.PasswordDecision;
import org.odklep.user.PasswordRules;
import org.odklep.user.UserExport;
import org.odklep.user.UserImport;
import org.odklep.user.UserPasswords;
import org.odklep.user.UserRevisions;
import org.odklep.user.UserStore;
import org.odklep.user.Users;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The built-in directory. */
@Configuration(proxyBeanMethods = false)
class UserWiring {
    /** Of the memory, which everything else has to live beside. */
    private static final int PART_FOR_IMPORT = 4;

    @Bean
    UserStore userStore(Stores stores) {
        return stores.users();
    }

    @Bean
    Users users(Stores stores) {
        return new Users(
                stores.users(), name -> stores.administrators().find(name).isPresent());
    }

    @Bean
    Decisions decisions(Stores stores) {
        return new Decisions(stores.settings());
    }

    @Bean
    PasswordDecision passwordDecision(Decisions decisions) {
        return new PasswordDecision(decisions);
    }

    @Bean
    PasswordRules passwordRules(PasswordDecision decision, OrganisationDecision organisation) {
        return new PasswordRules(
                decision::current, ZxcvbnStrength.common(), () -> names(organisation.current()), new ZxcvbnStrength());
    }

    /** The name, and the domains without what they end in, which is no name of anybody. */
    private static Set<String> names(Organisation organisation) {
        Set<String> names = new HashSet<>();
        names.add(organisation.name());
        organisation.domains().forEach(domain -> names.add(domain.value().replaceFirst("\\.[^.]*$", "")));
        return names;
    }

    @Bean
    UserPasswords userPasswords(Users users, Passwords passwords, PasswordRules rules, RandomGenerator random) {
        return new UserPasswords(users, passwords, rules, random);
    }

    @Bean
    UserRevisions userRevisions(Users users, UserPasswords passwords) {
        return new UserRevisions(users, passwords);
    }

    @Bean
    UserImport userImport(Stores stores, Passwords passwords, PasswordRules rules, RandomGenerator random) {
        return new UserImport(
                stores.users(),
                passwords,
                rules,
                random,
                () -> stores.administrators().all().stream()
                        .map(Administrator::name)
                        .collect(Collectors.toSet()),
                Runtime.getRuntime().maxMemory() / PART_FOR_IMPORT);
    }

    @Bean
    UserExport userExport(Users users) {
        return new UserExport(users);
    }
}
