package org.odklep.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.odklep.account.Actor;
import org.odklep.account.ApiTokenStore;
import org.odklep.account.ApiTokens;
import org.odklep.account.Role;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Reason;
import org.odklep.lock.AllowEntry;
import org.odklep.lock.AllowList;
import org.odklep.lock.AllowStore;
import org.odklep.store.memory.MemoryAllowStore;
import org.odklep.store.memory.MemoryApiTokenStore;
import org.odklep.store.memory.MemoryAuditLog;
import org.odklep.store.memory.MemoryPolicyStore;
import org.odklep.testing.Meanwhile;

/** What is answered from memory never goes back to an older state, whatever is changed while it is read anew. */
class RefreshTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Actor OWNER = new Actor("owner", Role.GLOBAL_ADMINISTRATOR, ClientAddress.LOCAL);

    private final MemoryAuditLog audit = new MemoryAuditLog();
    private final List<Meanwhile> meanwhile = new ArrayList<>();
    private Runnable afterRead = () -> {};

    @AfterEach
    void end() {
        meanwhile.forEach(Meanwhile::close);
    }

    @Test
    void anAllowListThatChangesWhileItIsReadKeepsTheChange() {
        MemoryAllowStore stored = new MemoryAllowStore(audit);
        AllowList list = new AllowList(new AllowStore() {
            @Override
            public List<AllowEntry> all() {
                return read(stored.all());
            }

            @Override
            public void put(AllowEntry entry, AuditEvent event) {
                stored.put(entry, event);
            }

            @Override
            public boolean remove(String pattern, AuditEvent event) {
                return stored.remove(pattern, event);
            }
        });
        AllowEntry entry = new AllowEntry("ana@example.si", Reason.of("r"), "maja", NOON, Optional.empty());
        changeDuringTheNextRead(() -> list.add(entry, OWNER));

        list.refresh();

        end();
        assertThat(list.entries()).containsExactly(entry);
    }

    @Test
    void policiesThatChangeWhileTheyAreReadKeepTheChange() {
        MemoryPolicyStore stored = new MemoryPolicyStore(audit);
        OutboundPolicies policies = new OutboundPolicies(
                new PolicyStore() {
                    @Override
                    public Stored load() {
                        return read(stored.load());
                    }

                    @Override
                    public boolean replace(long version, List<OutboundPolicy> all, AuditEvent event) {
                        return stored.replace(version, all, event);
                    }
                },
                account -> Set.of(),
                () -> OutboundPolicies.Defaults.in(SendingSetup.LJUBLJANA),
                new Random(1));
        changeDuringTheNextRead(() -> policies.create(Map.of("displayName", "New"), OWNER, NOON));

        policies.refresh();

        end();
        assertThat(policies.forAccount(AccountName.of("ana")).name()).isEqualTo("New");
    }

    @Test
    void aTokenThatIsRevokedWhileAllAreReadStaysRevoked() {
        MemoryApiTokenStore stored = new MemoryApiTokenStore(audit);
        ApiTokens tokens = new ApiTokens(
                new ApiTokenStore() {
                    @Override
                    public List<Stored> all() {
                        return read(stored.all());
                    }

                    @Override
                    public void add(Stored token, AuditEvent event) {
                        stored.add(token, event);
                    }

                    @Override
                    public boolean remove(String id, AuditEvent event) {
                        return stored.remove(id, event);
                    }
                },
                new SecureRandom());
        var issued = tokens.issueOwn("t", Role.AUDITOR, NOON.plus(Duration.ofDays(1)), OWNER, NOON);
        changeDuringTheNextRead(() -> tokens.revoke(issued.token().id(), OWNER, NOON));

        tokens.refresh();

        end();
        assertThat(tokens.find(issued.secret())).isEmpty();
    }

    private void changeDuringTheNextRead(Runnable change) {
        afterRead = () -> {
            afterRead = () -> {};
            meanwhile.add(Meanwhile.begin(change));
        };
    }

    private <T> T read(T state) {
        afterRead.run();
        return state;
    }
}
