package org.odklep.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class Base32Test {
    @Test
    void codesHoldNoLettersThatLookLikeDigits() {
        assertThat(Base32.random(10_000, new SecureRandom())).hasSize(10_000).matches("[0-9A-HJKMNP-TV-Z]*");
    }

    @Test
    void groupsAreOfFourLetters() {
        assertThat(Base32.grouped("ABCDEFGHJK")).isEqualTo("ABCD-EFGH-JK");
        assertThat(Base32.grouped("ABCDEFGH")).isEqualTo("ABCD-EFGH");
        assertThat(Base32.grouped("")).isEmpty();
    }

    @Test
    void whatPeopleTypeIsTheCodeTheyRead() {
        assertThat(Base32.normalise(" abcd-e0gh\ti1ko ")).isEqualTo("ABCDE0GH11K0");
    }
}
