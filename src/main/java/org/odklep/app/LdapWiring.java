package org.odklep.app;

import java.util.Optional;
import java.util.stream.Collectors;
import org.odklep.gate.ldap.LdapDoor;
import org.odklep.gate.ldap.LdapTree;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.MailDomain;
import org.odklep.signin.PasswordSignIn;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What LDAP clients find. */
@Configuration(proxyBeanMethods = false)
class LdapWiring {
    private static final String BASE_WITHOUT_DOMAIN = "o=odklep";

    @Bean
    LdapDoor ldapDoor(Settings settings, Stores stores, PasswordSignIn passwords) {
        Settings.Ldap ldap = settings.ldap();
        return new LdapDoor(
                LdapTree.of(base(settings), Optional.ofNullable(settings.defaultDomain())),
                stores.users(),
                passwords,
                ldap.accounts(),
                ldap.dovecotHosts().stream().map(ClientAddress::of).collect(Collectors.toSet()));
    }

    private static String base(Settings settings) {
        if (!settings.ldap().base().isEmpty()) {
            return settings.ldap().base();
        }
        Optional<MailDomain> domain = Optional.ofNullable(settings.defaultDomain())
                .or(() -> settings.domains().stream().findFirst());
        return domain.map(LdapTree::base).orElse(BASE_WITHOUT_DOMAIN);
    }
}
