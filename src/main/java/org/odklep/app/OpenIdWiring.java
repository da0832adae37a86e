package org.odklep.app;

import java.net.URI;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.odklep.kernel.Secret;
import org.odklep.web.admin.openid.OpenIdClient;
import org.odklep.web.admin.openid.OpenIdDoor;
import org.odklep.web.admin.openid.OpenIdProvider;
import org.odklep.web.admin.openid.Trips;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The way in through an OpenID Connect provider, where the settings name one. */
@Configuration(proxyBeanMethods = false)
class OpenIdWiring {
    @Bean
    OpenIdDoor openIdDoor(Settings settings) {
        return new OpenIdDoor(Optional.of(settings.web())
                .filter(web -> web.openid().isSet())
                .map(OpenIdWiring::client)
                .map(OpenIdProvider::new));
    }

    @Bean
    Trips trips(Stores stores, RandomGenerator random) {
        return new Trips(stores.installationKey(), random);
    }

    private static OpenIdClient client(Settings.Web web) {
        Settings.OpenId openid = web.openid();
        return new OpenIdClient(
                URI.create(openid.issuer()),
                openid.clientId(),
                Secret.of(openid.clientSecret()),
                openid.shownName(),
                openid.userClaim(),
                openid.secondFactor(),
                String.valueOf(web.baseUrl()).replaceAll("/+$", ""));
    }
}
