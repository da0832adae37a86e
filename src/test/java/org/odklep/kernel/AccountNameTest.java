package org.odklep.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountNameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"ana@example.si", "ANA@Example.SI", " ana@example.si ", "ana@example.si\t", "ａｎａ@example.si"})
    void variantsOfOneNameAreOneAccount(String variant) {
        assertThat(AccountName.of(variant)).isEqualTo(AccountName.of("ana@example.si"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ana@xn--ebela-gya.si",
                "ana@čebela.si",
                "ANA@ČEBELA.SI",
                "ana@XN--EBELA-GYA.si.",
                "ana@čebela.si.",
                "ana@c\u030cebela\u3002si",
                "ana@čebela．si"
            })
    void aDomainInUnicodeInAsciiAndWithAFinalDotIsOne(String variant) {
        assertThat(AccountName.of(variant).value()).isEqualTo("ana@xn--ebela-gya.si");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ana.", "ana@", "ana@.", "ana@example.si..", "ana@čebela..si", "č@-.", "@", "@.", "a@b@c!."})
    void whatIsNoDomainStaysAsItIs(String text) {
        assertThat(AccountName.of(text).value()).isEqualTo(text);
    }

    @Test
    void theFormOfADomainDoesNotMakeALongNameAnError() {
        assertThat(AccountName.parse("a".repeat(300) + "@" + "č".repeat(19))).isEmpty();
        assertThat(AccountName.parse("a".repeat(290) + "@čebela.si")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ana\u200b@example.si",
                "ana@example.si\u200b",
                "ana@exam\u200bple.si",
                "ana\0@example.si",
                "a\u202ena@example.si",
                "ana\r\n@example.si"
            })
    void namesWithInvisibleCharactersAreRefused(String text) {
        assertThat(AccountName.parse(text)).isEmpty();
        assertThatThrownBy(() -> AccountName.of(text)).hasMessageContaining("invisible");
    }

    @Test
    void lookAlikesStayDifferentAccounts() {
        assertThat(AccountName.of("anа@example.si")).isNotEqualTo(AccountName.of("ana@example.si"));
        assertThat(AccountName.of("ıgor@example.si")).isNotEqualTo(AccountName.of("igor@example.si"));
    }

    @Test
    void aNameHasOneTo320Characters() {
        assertThat(AccountName.parse("   ")).isEmpty();
        assertThat(AccountName.parse("a".repeat(320))).isPresent();
        assertThat(AccountName.parse("a".repeat(321))).isEmpty();
    }

    @Test
    void aNameWithoutDomainGetsTheDefaultOne() {
        Optional<MailDomain> home = Optional.of(MailDomain.of("example.si"));
        assertThat(AccountName.of("Ana").orAt(home).value()).isEqualTo("ana@example.si");
        assertThat(AccountName.of("ana@other.si").orAt(home).value()).isEqualTo("ana@other.si");
        assertThat(AccountName.of("ana").orAt(Optional.empty()).value()).isEqualTo("ana");
    }
}
