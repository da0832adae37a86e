package org.odklep.signin;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.odklep.kernel.StoreUnavailable;
import org.odklep.user.UserStore;

/** A user store that can be taken away. */
final class AwayStore<S extends UserStore> {
    private final S store;
    private boolean away;

    AwayStore(S store) {
        this.store = store;
    }

    /** The store itself, which is never away. */
    S store() {
        return store;
    }

    void takeAway(boolean now) {
        away = now;
    }

    /** What the tested code is given. */
    UserStore port() {
        return (UserStore) Proxy.newProxyInstance(
                UserStore.class.getClassLoader(), new Class<?>[] {UserStore.class}, (proxy, method, arguments) -> {
                    if (away) {
                        throw new StoreUnavailable("the test took the store away", new IllegalStateException());
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
