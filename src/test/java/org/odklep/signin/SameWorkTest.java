package org.odklep.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.odklep.signin.SignInSetup.NOON;
import static org.odklep.signin.SignInSetup.RIGHT;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.odklep.account.Administrator;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Reason;
import org.odklep.kernel.Secret;
import org.odklep.user.SignInBlock;
import org.odklep.user.User;
import org.odklep.user.UserStore;

/** Why the time of an answer tells nothing: whatever is wrong, the same work is done. */
class SameWorkTest {
    private static final AccountName WRONG = AccountName.of("wrong@example.si");
    private static final AccountName UNKNOWN = AccountName.of("unknown@example.si");
    private static final AccountName LOCKED = AccountName.of("locked@example.si");
    private static final AccountName BLOCKED = AccountName.of("blocked@example.si");
    private static final Administrator MAJA = SignInSetup.administrator("maja");
    private static final Secret GUESS = Secret.of("this is not it");

    private final List<String> calls = new ArrayList<>();
    private int second;
    private final SignInSetup setup = new SignInSetup();
    private final SignInSetup.Node node = setup.node(
            counted(UserStore.class, setup.users),
            counted(LockoutStore.class, setup.lockouts()),
            counted(PlaceStore.class, setup.places()));

    @BeforeEach
    void fill() {
        setup.add(WRONG);
        setup.add(LOCKED);
        User blocked = setup.add(BLOCKED);
        setup.replace(
                blocked, blocked.withBlock(Optional.of(new SignInBlock(Reason.of("She left us."), "maja", NOON))));
        for (int i = 0; i < 10; i++) {
            tryPassword(LOCKED, Secret.of("guess " + i), client(i));
        }
    }

    @Test
    void anUnknownALockedAndABlockedAccountCostWhatAWrongPasswordCosts() {
        List<String> wrong = work(WRONG, GUESS, "WRONG_PASSWORD");
        assertThat(wrong).contains("one hash", "update and write");
        assertThat(work(UNKNOWN, GUESS, "UNKNOWN_ACCOUNT")).isEqualTo(wrong);
        for (Secret password : List.of(GUESS, RIGHT)) {
            assertThat(work(LOCKED, password, "LOCKED_OUT")).isEqualTo(wrong);
            assertThat(work(BLOCKED, password, "SIGN_IN_BLOCKED")).isEqualTo(wrong);
        }
    }

    @Test
    void anAdministratorCostsWhatAnUnknownNameCosts() {
        List<String> unknown = work(UNKNOWN, GUESS, "UNKNOWN_ACCOUNT");
        assertThat(work(MAJA, GUESS, "WRONG_PASSWORD")).isEqualTo(unknown);
        for (int i = 0; i < 9; i++) {
            tryPassword(MAJA, Secret.of("guess " + i), client(i));
        }
        assertThat(work(MAJA, GUESS, "LOCKED_OUT")).isEqualTo(unknown);
        assertThat(work(MAJA, RIGHT, "LOCKED_OUT")).isEqualTo(unknown);
    }

    private List<String> work(Administrator owner, Secret password, String answer) {
        return work(() -> tryPassword(owner, password, client(99)), answer);
    }

    private List<String> work(AccountName name, Secret password, String answer) {
        return work(() -> tryPassword(name, password, client(99)), answer);
    }

    /** What was asked of the stores, in alphabetical order, and how often a hash was compared. */
    private List<String> work(Supplier<String> attempt, String answer) {
        calls.clear();
        int hashes = setup.hash.all();
        assertThat(attempt.get()).isEqualTo(answer);
        calls.add(setup.hash.all() - hashes == 1 ? "one hash" : "another number of hashes");
        return calls.stream().sorted().toList();
    }

    private String tryPassword(AccountName name, Secret password, ClientAddress client) {
        return node.tryPassword(name, password, client, NOON.plusSeconds(++second));
    }

    private String tryPassword(Administrator owner, Secret password, ClientAddress client) {
        return node.tryPassword(owner, password, client, NOON.plusSeconds(++second));
    }

    private static ClientAddress client(int number) {
        return new ClientAddress("10.0." + number + ".9");
    }

    private <T> T counted(Class<T> port, T store) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                    LockoutState before = method.getName().equals("update")
                            ? setup.lockouts().get((LockoutStore.Key) arguments[0])
                            : LockoutState.NONE;
                    try {
                        Object result = method.invoke(store, arguments);
                        boolean wrote = method.getName().equals("update") && !before.equals(result);
                        calls.add(method.getName() + (wrote ? " and write" : ""));
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
