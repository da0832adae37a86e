package org.odklep.directory.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odklep.account.PasswordHash;
import org.odklep.kernel.Secret;
import org.springframework.security.crypto.bcrypt.BCrypt;

/** The hashes below were made by Dovecot, OpenSSL and Python's hashlib. */
class PasswordHashesTest {
    private static final Secret RIGHT = Secret.of("Čebelica 7 leti");
    private static final KnownPasswordHashes KNOWN = KnownPasswordHashes.withArgon2();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{BLF-CRYPT}$2y$05$qGvuB5YEDZQfO6yJi8PBKebXgA7uykB4dKFFFL3laZCeVLzS3a532",
                "$2y$05$qGvuB5YEDZQfO6yJi8PBKebXgA7uykB4dKFFFL3laZCeVLzS3a532",
                "{CRYPT}$2y$05$8n/xjlMC6Bnazwxo7C0.ZOuSbxJgIuDEqBTPqqYqBTNXn5ZeHfMHC",
                "{SSHA}pghgt+Kd/OaqleH5Lof+GpKtfeSraEYy",
                "{ssha}pghgt+Kd/OaqleH5Lof+GpKtfeSraEYy",
                "{SSHA256}CzSgV+zeT8ye6Ac5rerwXjczuF81g+klaB0UTMtVVPJieb7Y",
                "{SSHA512}OhduEA8iUG+eqSSZIwYPxPBzJwAFYJuX3JTHAad3sK5l4AsRxRVhkk+vRpkaVbAJ9WDfohbDB41QPFGnaSSNxLgD4hU=",
                "{CRYPT}$6$saltsalt$mPjXqqgQ4yjVxOkDJtmKCOYa5xm68nBWGteQZ0.3p70ZNMT.exhrlvsU3hAvK7G17QifBGb3zNpzoTZflCG12.",
                "{SHA512-CRYPT}$6$I0HIR6UNu3K.CL.G$MQ0pvT5D6TiKU6G34KcP.jCcqop2ZQw1aLDFHWoQHQmbjhOptaxXp/7bScdw0k2nTWNN6RjGAvelHQl9mn2nL.",
                "$5$saltsalt$FrgJ2.sBkGsev9F/7ipV0O.p/.B1Bu9/7SJ4Mki7R/A",
                "{PBKDF2}$1$svx4K4LFCFa3z1.3$5000$98e0dae10d9b5014b0537ab7fb56faa13522f818",
                "{PBKDF2-SHA1}10000$cGVwcGVycGVwcGVy$.Hz2BhorXV8zRPagK45DoI8W.go",
                "{PBKDF2-SHA256}10000$cGVwcGVycGVwcGVy$kFRonGnZND.cLu2emzqVhbjmXmAstpRgr2acFDvPOtc",
                "{PBKDF2-SHA512}10000$cGVwcGVycGVwcGVy$agMZyZHLNDQ/oTXau7y0yOJtDzxyL1TKMspMrJr5WdVLfKnXe63.19ywGyfoDijcllU1x9SVIKGqFWe6YxiZMg",
                "$pbkdf2-sha256$29000$cGVwcGVycGVwcGVy$Q.ojbzw0t7w7R9K5HDan.q1cOc7rluMN.hNnezxkc54",
                "pbkdf2_sha256$100000$pepperpepper$SqkNmyrOecPW23nv4U3MA8oiDoYg7JkHNV4FAdJz1xM="
            })
    void hashesOfOthersAreReadAndReplacedSoon(String hash) {
        assertThat(KNOWN.reads(hash)).isTrue();
        assertThat(KNOWN.matches(RIGHT, hash)).isTrue();
        assertThat(KNOWN.matches(Secret.of("Čebelica 7 letj"), hash)).isFalse();
        assertThat(KNOWN.matches(Secret.of(""), hash)).isFalse();
        assertThat(KNOWN.isOutdated(hash)).isTrue();
    }

    @Test
    void aStrongerArgon2OfOthersIsKept() {
        String hash =
                "{ARGON2ID}$argon2id$v=19$m=65536,t=3,p=1$k3QGN+tAVBIDfN549+EDag$JXYxhXS4REMRUEzGhsbEc/bW2x5E5sWB6PmexrgOwao";
        assertThat(KNOWN.reads(hash)).isTrue();
        assertThat(KNOWN.matches(RIGHT, hash)).isTrue();
        assertThat(KNOWN.matches(Secret.of("wrong"), hash)).isFalse();
        assertThat(KNOWN.isOutdated(hash)).isFalse();
        assertThat(KNOWN.isOutdated(hash.replace("m=65536", "m=8192"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "{CLEAR}secret",
                "{SHA}2jmj7l5rSw0yVb/vlWAYkK/YBwk=",
                "{MD5}x",
                "$1$salt$hash",
                "$apr1$s$h",
                "{SSHA}",
                "{SSHA}pghgt+Kd/OaqleH5Lof+GpKtfeS=",
                "$2y$31$qGvuB5YEDZQfO6yJi8PBKebXgA7uykB4dKFFFL3laZCeVLzS3a532",
                "$6$rounds=999999$saltsalt$mPjXqqgQ4yjVxOkDJtmKCOYa5xm68nBWGteQZ0.3p70ZNMT.exhrlvsU3hAvK7G17QifBGb3zNpzoTZflCG12.",
                "{PBKDF2-SHA256}2000000000$cGVwcGVycGVwcGVy$kFRonGnZND.cLu2emzqVhbjmXmAstpRgr2acFDvPOtc",
                "$argon2id$v=19$m=4194304,t=3,p=1$k3QGN+tAVBIDfN549+EDag$JXYxhXS4REMRUEzGhsbEc/bW2x5E5sWB6PmexrgOwao",
                "$argon2id$v=19$m=19456,t=2,p=1$k3QGN+tAVBIDfN549+EDag",
                "{PBKDF2}10000$/$" + "99999999999999999999"
            })
    void whatIsNoHashOrCostsTooMuchIsNotRead(String text) {
        assertThat(KNOWN.reads(text)).isFalse();
        assertThat(KNOWN.matches(Secret.of(text), text)).isFalse();
    }

    @Test
    void theLibraryAndJavaVerifyEachOther() {
        assertThat(NativeArgon2.load())
                .as("libargon2.so.1; install libargon2-1")
                .isPresent();
        List<PasswordHash> both = List.of(NativeArgon2.load().orElseThrow(), new Argon2PasswordHash());
        for (String text : List.of("a", "Čebelica 7 leti", "\ud83d\udd13".repeat(256), "a\0b")) {
            for (PasswordHash maker : both) {
                String hash = maker.of(Secret.of(text));
                assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
                for (PasswordHash reader : both) {
                    assertThat(reader.reads(hash)).isTrue();
                    assertThat(reader.isOutdated(hash)).isFalse();
                    assertThat(reader.matches(Secret.of(text), hash)).isTrue();
                    assertThat(reader.matches(Secret.of(text + "x"), hash)).isFalse();
                    assertThat(reader.matches(Secret.of(text), other(hash))).isFalse();
                }
            }
        }
    }

    @Test
    void nothingOfALongPasswordIsCutOff() {
        String beginning = "x".repeat(100);
        for (PasswordHash hash : Stream.of(KNOWN, new Argon2PasswordHash()).toList()) {
            assertThat(hash.matches(Secret.of(beginning + "b"), hash.of(Secret.of(beginning + "a"))))
                    .isFalse();
        }
    }

    /** All of a hundred times x and an a, made by OpenSSL and hashlib. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "$6$saltsalt$kYEoR6YesJ4sddwwVjmrmyQ/JNVDmjTlHY18eQhFqqgDb7sY8xhK2A/xnvKKIhGX7twHzYm9cJ/s8Zwk2C4.X.",
                "$5$saltsalt$3.wGkpATIYdwNCKb2pwfbF1ni.2hBFjBTm07Jy8mRw6",
                "{SSHA}la7D4q8OUvR29uNdFfUQBdAiaylwZXBwZXIxMg==",
                "{SSHA512}fZY2LK4StJcX0tpz+xbLBBdgNw1Q9qYnMjIugoJxmwWWLf2JjPt4Afb1wQKp9KyDaByo7nRFdNgKLFMl82CMOXBlcHBlcjEy",
                "pbkdf2_sha256$1000$pepperpepper$1Er1xQVx5AB57teGuKhqpX0vD9vTWmeRqJekCyCnxs4="
            })
    void otherKindsReadALongPasswordToItsEnd(String hash) {
        assertThat(KNOWN.matches(Secret.of("x".repeat(100) + "a"), hash)).isTrue();
        assertThat(KNOWN.matches(Secret.of("x".repeat(100) + "b"), hash)).isFalse();
        assertThat(KNOWN.matches(Secret.of("x".repeat(100)), hash)).isFalse();
    }

    @Test
    void bcryptTakesNoPasswordThatItWouldCutOff() {
        String beginning = "č".repeat(36);
        String hash = BCrypt.hashpw(beginning, BCrypt.gensalt(4));
        assertThat(KNOWN.matches(Secret.of(beginning), hash)).isTrue();
        assertThat(KNOWN.matches(Secret.of(beginning + "a"), hash)).isFalse();
        assertThat(KNOWN.matches(Secret.of(beginning + "b".repeat(200)), hash)).isFalse();
    }

    @Test
    void noTwoHashesAreTheSame() {
        assertThat(KNOWN.of(RIGHT)).isNotEqualTo(KNOWN.of(RIGHT));
    }

    /** Another hash of the same form. */
    private static String other(String hash) {
        int middle = hash.length() - 20;
        return hash.substring(0, middle) + (hash.charAt(middle) == 'A' ? 'B' : 'A') + hash.substring(middle + 1);
    }
}
