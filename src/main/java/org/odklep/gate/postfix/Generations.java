package org.odklep.gate.postfix;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A bounded map that forgets what was not used lately: two generations, of which the older is dropped whole when the
 * younger is full. It holds between {@code size} and twice {@code size} of the last used entries.
 */
final class Generations<V extends Object> {
    private final int size;
    private Map<String, V> young = new HashMap<>();
    private Map<String, V> old = new HashMap<>();

    Generations(int size) {
        this.size = size;
    }

    synchronized @Nullable V get(String key) {
        V value = young.get(key);
        if (value == null) {
            value = old.remove(key);
            if (value != null) {
                put(key, value);
            }
        }
        return value;
    }

    synchronized V getOrAdd(String key, Supplier<V> make) {
        V value = get(key);
        if (value == null) {
            value = make.get();
            put(key, value);
        }
        return value;
    }

    synchronized void put(String key, V value) {
        if (young.size() >= size) {
            old = young;
            young = new HashMap<>();
        }
        young.put(key, value);
    }

    synchronized int count() {
        return young.size() + old.size();
    }
}
