package org.odklep.gate.dovecot.doveadm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.MailDomain;
import org.odklep.kernel.Secret;
import org.odklep.user.SignOut;
import org.odklep.user.SignOutOrder;

class OrderTest {
    private static final Instant LATER = Instant.parse("2027-03-01T12:01:00Z");

    @Test
    void namesOfTheDefaultDomainAreKickedWithAndWithoutIt() {
        Order order = Order.of(removal("ana@example.si", "a.kos@example.com"), MailDomain.parse("example.si"));
        assertThat(order.forget()).containsExactlyInAnyOrder("ana@example.si", "ana", "a.kos@example.com", "a.kos");
        assertThat(order.kick()).containsExactlyInAnyOrder("ana@example.si", "ana", "a.kos@example.com");
    }

    @Test
    void aNameThatDovecotTakesForAnAddressEndsNobodyElsesSessions() {
        Order order = Order.of(removal("10.0.0.0@example.si"), MailDomain.parse("example.si"));
        assertThat(order.kick()).containsExactly("10.0.0.0@example.si");
    }

    @Test
    void aHostNeedsAnAddressAndOneSecret() {
        Secret key = Secret.of("key");
        Secret none = Secret.of("");
        DoveadmHost host = DoveadmHost.of("http://imap1.example.si:8080/", key, none);
        assertThat(host.uri()).hasToString("http://imap1.example.si:8080/doveadm/v1");
        assertThat(host.toString()).doesNotContain("a2V5");
        assertThat(DoveadmHost.of("https://x/doveadm/v1", none, key)
                        .authorization()
                        .reveal())
                .isEqualTo("Basic ZG92ZWFkbTprZXk=");
        for (String url : new String[] {"", "imap1:8080", "ftp://x", "http://a:b@x/", "http://x y", "http://"}) {
            assertThatIllegalArgumentException()
                    .as(url)
                    .isThrownBy(() -> DoveadmHost.of(url, key, none))
                    .withMessageContaining("odklep.doveadm.urls");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> DoveadmHost.of("http://x", none, none));
        assertThatIllegalArgumentException().isThrownBy(() -> DoveadmHost.of("http://x", key, key));
    }

    private static SignOutOrder removal(String... names) {
        Set<AccountName> accounts = Stream.of(names).map(AccountName::of).collect(Collectors.toSet());
        return new SignOutOrder(
                "1", "imap1", new SignOut(names[0], accounts, true, "User removed", "ula", LATER), false);
    }
}
