package org.odklep.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.odklep.audit.AuditEvent;
import org.odklep.audit.AuditQuery;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Secret;
import org.odklep.store.memory.MemoryAdministratorStore;
import org.odklep.store.memory.MemoryAuditLog;

class SetUpTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final ClientAddress OFFICE = new ClientAddress("192.0.2.7");
    private static final Secret PASSWORD = Secret.of("correct horse battery");

    private final MemoryAuditLog audit = new MemoryAuditLog();
    private final MemoryAdministratorStore store = new MemoryAdministratorStore(audit);
    private final Passwords passwords = new Passwords(new ReadableHash(), 2, Duration.ofSeconds(5));
    private final SetUp setUp = new SetUp(store, passwords, new SecureRandom());

    @Test
    void theCodeHas26LettersInGroups() {
        assertThat(setUp.issueCode().orElseThrow()).matches("([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{2}");
    }

    @Test
    void theCodeMakesTheFirstAdministratorWhoMayDoEverything() {
        String code = setUp.issueCode().orElseThrow();
        SetUpResult result = create(code, "Ana");
        assertThat(result).isInstanceOf(SetUpResult.Created.class);
        Administrator ana = store.find(AccountName.of("ana")).orElseThrow();
        assertThat(ana.role()).isEqualTo(Role.GLOBAL_ADMINISTRATOR);
        assertThat(setUp.isNeeded()).isFalse();
        AuditEvent entry = audit.newest(new AuditQuery(Optional.empty(), Long.MAX_VALUE, 1))
                .getFirst()
                .event();
        assertThat(entry.action()).isEqualTo("administrator.create");
        assertThat(entry.toString()).doesNotContain("horse").doesNotContain(code);
    }

    @Test
    void theCodeMayBeTypedAsPeopleReadIt() {
        String code = setUp.issueCode().orElseThrow();
        String typed = " " + code.toLowerCase(Locale.ROOT).replace('-', ' ').replace('0', 'o') + " ";
        assertThat(create(typed, "ana")).isInstanceOf(SetUpResult.Created.class);
    }

    @Test
    void theCodeWorksOnce() {
        String code = setUp.issueCode().orElseThrow();
        create(code, "ana");
        assertThat(create(code, "mallory")).isEqualTo(new SetUpResult.AlreadySetUp());
        assertThat(setUp.issueCode()).isEmpty();
        assertThat(store.all()).hasSize(1);
    }

    @Test
    void theCodeOfAnEarlierStartIsWrong() {
        String code = setUp.issueCode().orElseThrow();
        SetUp restarted = new SetUp(store, passwords, new SecureRandom());
        assertThat(restarted.create(new SetUp.Request(Secret.of(code), "ana", PASSWORD), OFFICE, NOW))
                .isEqualTo(new SetUpResult.WrongCode());
        restarted.issueCode();
        assertThat(restarted.create(new SetUp.Request(Secret.of(code), "ana", PASSWORD), OFFICE, NOW))
                .isEqualTo(new SetUpResult.WrongCode());
    }

    @Test
    void afterTwentyWrongCodesTheRightOneIsRefusedToo() {
        String code = setUp.issueCode().orElseThrow();
        for (int i = 1; i < 20; i++) {
            assertThat(create("WRONG", "ana")).isEqualTo(new SetUpResult.WrongCode());
        }
        assertThat(create("WRONG", "ana")).isEqualTo(new SetUpResult.TooManyWrongCodes());
        assertThat(create(code, "ana")).isEqualTo(new SetUpResult.TooManyWrongCodes());
        assertThat(store.isEmpty()).isTrue();
    }

    @Test
    void whatIsWrongBesideTheCodeIsSaidAtOnceAndTheCodeGoesOnWorking() {
        String code = setUp.issueCode().orElseThrow();
        assertThat(setUp.create(new SetUp.Request(Secret.of(code), "policy:Default", Secret.of("short")), OFFICE, NOW))
                .isEqualTo(new SetUpResult.Invalid(
                        Set.of(SetUpResult.Problem.NAME, SetUpResult.Problem.PASSWORD_TOO_SHORT)));
        assertThat(setUp.create(new SetUp.Request(Secret.of(code), "ana", Secret.of("x".repeat(257))), OFFICE, NOW))
                .isEqualTo(new SetUpResult.Invalid(Set.of(SetUpResult.Problem.PASSWORD_TOO_LONG)));
        assertThat(create(code, "ana")).isInstanceOf(SetUpResult.Created.class);
    }

    @Test
    void anAdministratorMadeOnAnotherNodeEndsTheSetUpHere() {
        String code = setUp.issueCode().orElseThrow();
        Administrator other = new Administrator(AccountName.of("bojan"), Role.GLOBAL_ADMINISTRATOR, "hash", NOW);
        store.addFirst(
                other, new AuditEvent(NOW, "bojan", OFFICE, "administrator.create", other.target(), "", null, null));
        assertThat(create(code, "ana")).isEqualTo(new SetUpResult.AlreadySetUp());
        assertThat(store.all()).containsExactly(other);
    }

    private SetUpResult create(String code, String name) {
        return setUp.create(new SetUp.Request(Secret.of(code), name, PASSWORD), OFFICE, NOW);
    }
}
