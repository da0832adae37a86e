package org.odklep.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KernelValuesTest {
    @Test
    void noCharacterMakesAnAccountNameThatIsNotItsOwnNormalForm() {
        for (int c = 0; c <= 0x20000; c++) {
            String text = Character.toString(c);
            assertNormal(text + "@example.si");
            assertNormal("J" + text);
        }
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            assertNormal(randomText(random));
        }
    }

    @Test
    void namesThatComposeOnlyInLowerCaseAreOneAccount() {
        assertThat(AccountName.of("J\u030cana@example.si"))
                .isEqualTo(AccountName.of("\u01f0ana@example.si"))
                .isEqualTo(AccountName.of("j\u030cana@example.si"));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7/32",
        "192.0.2.255/25, 192.0.2.128/25",
        "::ffff:192.0.2.7/24, 192.0.2.0/24",
        "0.0.0.0/0, 0.0.0.0/0",
        "2001:db8::ffff:7/64, 2001:db8:0:0:0:0:0:0/64",
        "2001:db8::7, 2001:db8:0:0:0:0:0:7/128",
    })
    void aNetworkIsNamedByItsLowestAddress(String text, String network) {
        assertThat(ClientNetwork.parse(text).map(ClientNetwork::toString)).contains(network);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/24",
                "192.0.2/24",
                "192.0.2.7/",
                "192.0.2.7/33",
                "2001:db8::/129",
                "192.0.2.7/-1",
                "a/24",
                "192.0.2.0/255.255.255.0",
                "local"
            })
    void whatIsNoNetworkIsNone(String text) {
        assertThat(ClientNetwork.parse(text)).isEmpty();
    }

    @Test
    void aDefaultDomainIsAddedOnlyWhereItFits() {
        Optional<MailDomain> domain = Optional.of(MailDomain.of("example.si"));
        assertThat(AccountName.of("ana").orAt(domain)).hasToString("ana@example.si");
        assertThat(AccountName.of("ana@other.org").orAt(domain)).hasToString("ana@other.org");
        assertThat(AccountName.of("ana").orAt(Optional.empty())).hasToString("ana");
        assertThat(AccountName.of("a".repeat(309)).orAt(domain).value()).hasSize(320);
        assertThat(AccountName.of("a".repeat(310)).orAt(domain).value()).hasSize(310);
    }

    @ParameterizedTest
    @CsvSource({
        "example.si, example.si",
        "EXAMPLE.SI., example.si",
        "' example.si ', example.si",
        "šola.si, xn--ola-zza.si",
        "ŠOLA.SI, xn--ola-zza.si",
        "xn--ola-zza.si, xn--ola-zza.si",
        "ｅｘａｍｐｌｅ.si, example.si",
        "_dmarc.example.si, _dmarc.example.si",
        "a, a",
        "[192.0.2.1], [192.0.2.1]",
        "[IPv6:2001:DB8::1], [ipv6:2001:db8::1]",
    })
    void oneDomainHasOneForm(String text, String form) {
        assertThat(MailDomain.of(text)).hasToString(form);
        assertThat(MailDomain.of(MailDomain.of(text).value())).isEqualTo(MailDomain.of(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "a..b",
                ".a",
                "-a.si",
                "a-.si",
                "a b",
                "a@b",
                "a/b",
                "nul\0.si",
                "[]",
                "[a",
                "a]",
                "a\nb",
                "\ud800.si",
                "\u200b"
            })
    void whatIsNoDomainIsRefused(String text) {
        assertThat(MailDomain.parse(text)).isEmpty();
        assertThatThrownBy(() -> MailDomain.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMailDomainIsReadInTheLettersOfItsLanguage() {
        assertThat(MailDomain.of("xn--ola-zza.si").readable()).isEqualTo("šola.si");
        assertThat(MailDomain.of("Example.SI.").readable()).isEqualTo("example.si");
        assertThat(MailDomain.of("xn--example.si").readable()).isEqualTo("xn--example.si");
        assertThat(MailDomain.of("[192.0.2.1]").readable()).isEqualTo("[192.0.2.1]");
    }

    @Test
    void longDomainsAreBounded() {
        String domain = "a.".repeat(127) + "a";
        assertThat(MailDomain.of(domain).value()).hasSize(255);
        assertThat(MailDomain.parse(domain + "b")).isEmpty();
        assertThat(MailDomain.parse("a".repeat(100_000))).isEmpty();
        assertThat(MailDomain.parse("š".repeat(10_000))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "example.si, example.si, true",
        "mail.example.si, example.si, true",
        "notexample.si, example.si, false",
        "example.si, mail.example.si, false",
        "example.si.org, example.si, false",
    })
    void aDomainIsWithinItselfAndWhatItLiesBelow(String domain, String parent, boolean within) {
        assertThat(MailDomain.of(domain).isWithin(MailDomain.of(parent))).isEqualTo(within);
    }

    @ParameterizedTest
    @CsvSource({
        "Ana@Example.SI, ana, example.si",
        "postmaster, postmaster,",
        "a@b@example.si, a@b, example.si",
        "\"a b\"@example.si, \"a b\", example.si",
        "è@example.si, è, example.si",
        "ana@[192.0.2.1], ana, [192.0.2.1]",
    })
    void anEnvelopeAddressIsTakenApartAtItsLastAt(String text, String local, String domain) {
        MailAddress address = MailAddress.parse(text).orElseThrow();
        assertThat(address.localPart()).isEqualTo(local);
        assertThat(address.domain().map(MailDomain::value)).isEqualTo(Optional.ofNullable(domain));
        assertThat(MailAddress.parse(address.toString())).contains(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "@", "@example.si", "ana@", "ana@a b", "a\nb@example.si", "a\u200b@example.si", "\ud800"})
    void whatIsNoAddressIsEmpty(String text) {
        assertThat(MailAddress.parse(text)).isEmpty();
    }

    @Test
    void addressesHaveALongestLength() {
        assertThat(MailAddress.parse("a".repeat(1013) + "@example.si")).isPresent();
        assertThat(MailAddress.parse("a".repeat(1014) + "@example.si")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7",
        "::ffff:192.0.2.7, 192.0.2.7",
        "IPv6:2001:db8::7, 2001:db8:0:0:0:0:0:7",
        "ipv6:2001:DB8::7, 2001:db8:0:0:0:0:0:7",
        "fe80::1%1, fe80:0:0:0:0:0:0:1",
        "::1, 0:0:0:0:0:0:0:1",
    })
    void oneClientHasOneForm(String text, String form) {
        assertThat(ClientAddress.parse(text)).map(ClientAddress::value).contains(form);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "unknown", "mail.example.si", "192.0.2.256", "192.0.2.7:25", "::g", "1 2", "IPv6:", "\0"})
    void whatIsNoAddressOfAClientIsEmpty(String text) {
        assertThat(ClientAddress.parse(text)).isEmpty();
    }

    @Test
    void aReasonIsOneVisibleLineOfWords() {
        assertThat(Reason.of(" owner\n\tcalled ")).hasToString("owner called");
        assertThat(Reason.of("x".repeat(1000)).text()).hasSize(1000);
        for (String wrong : List.of("", " \n ", "x".repeat(1001), "a\u202eb", "a\0b", "a\u2028b", "\ud800")) {
            assertThatThrownBy(() -> Reason.of(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new Reason("two\nlines")).hasMessageContaining("line breaks");
    }

    @Test
    void aSecretShowsItselfToNobody() {
        Secret secret = Secret.of("correct horse");
        assertThat(secret).hasToString("[REDACTED]");
        assertThat(String.format("%s", List.of(secret))).doesNotContain("horse");
        assertThat(secret.reveal()).isEqualTo("correct horse");
        assertThat(secret).isEqualTo(Secret.of("correct horse")).isNotEqualTo(Secret.of("correct"));
        assertThat(secret.hashCode()).isEqualTo(Secret.of("other").hashCode());
    }

    @Test
    void whatNoStoreCanHoldIsReplaced() {
        assertThat(Text.storable("č\0\ud83d\ude00\ud800x")).isEqualTo("č\ufffd\ud83d\ude00\ufffdx");
    }

    private static void assertNormal(String text) {
        Optional<AccountName> name = AccountName.parse(text);
        if (name.isPresent()) {
            AccountName first = name.get();
            if (!AccountName.of(first.value()).equals(first)) {
                throw new AssertionError(text);
            }
            first.domain();
            MailAddress.parse(text);
        }
    }

    /** Letters with combining marks, where normal forms go wrong if anywhere. */
    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            text.appendCodePoint(
                    switch (random.nextInt(5)) {
                        case 0 -> 0x300 + random.nextInt(0x70);
                        case 1 -> 0x370 + random.nextInt(0x190);
                        case 2 -> 'A' + random.nextInt(58);
                        case 3 -> 0x1e00 + random.nextInt(0x200);
                        default -> random.nextInt(0x3000);
                    });
        }
        return text.toString();
    }
}
