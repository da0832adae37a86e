package org.odklep.web.admin.openid;

import com.nimbusds.openid.connect.sdk.claims.ACR;
import com.nimbusds.openid.connect.sdk.claims.AMR;
import com.nimbusds.openid.connect.sdk.claims.AuthorizedParty;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.odklep.signin.ProviderSignIn;

/** Reads the claims of an ID token that was found right. */
final class Claims {
    private static final String MAIL = "email";
    private static final String MAIL_VERIFIED = "email_verified";

    private Claims() {}

    static Arrival read(IDTokenClaimsSet token, OpenIdClient client) {
        if (!isForUs(token, client)) {
            return new Arrival.Failed(Trouble.UNPROVEN, "the ID token was made for another client (azp)");
        }
        String name = token.getStringClaim(client.userClaim());
        if (name == null || name.isEmpty()) {
            return new Arrival.Failed(
                    Trouble.NAMELESS,
                    "the ID token has no claim " + client.userClaim() + " (odklep.web.openid.user-claim)");
        }
        boolean vouched = !client.userClaim().equals(MAIL) || Boolean.TRUE.equals(token.getBooleanClaim(MAIL_VERIFIED));
        return new Arrival.Vouched(new ProviderSignIn.Word(name, vouched, shownAt(token), factor(token, client)));
    }

    /** The party that a token was made for, which has to be named where several may read it. That we may is known by now. */
    private static boolean isForUs(IDTokenClaimsSet token, OpenIdClient client) {
        AuthorizedParty party = token.getAuthorizedParty();
        return party == null
                ? token.getAudience().size() == 1
                : party.getValue().equals(client.id());
    }

    private static Instant shownAt(IDTokenClaimsSet token) {
        return Optional.ofNullable(token.getAuthenticationTime())
                .map(Date::toInstant)
                .orElse(Instant.EPOCH);
    }

    private static boolean factor(IDTokenClaimsSet token, OpenIdClient client) {
        Stream<String> methods =
                Optional.ofNullable(token.getAMR()).orElse(List.of()).stream().map(AMR::getValue);
        Stream<String> level = Optional.ofNullable(token.getACR()).map(ACR::getValue).stream();
        return Stream.concat(methods, level).anyMatch(client.factors()::contains);
    }
}
