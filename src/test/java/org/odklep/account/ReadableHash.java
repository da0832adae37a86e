package org.odklep.account;

import java.util.concurrent.atomic.AtomicInteger;
import org.odklep.kernel.Secret;

/** A hash that anyone can read, for tests that are not about hashing; it counts how often it was asked. */
public final class ReadableHash implements PasswordHash {
    private final AtomicInteger checks = new AtomicInteger();

    @Override
    public String of(Secret password) {
        return "readable:" + password.reveal();
    }

    @Override
    public boolean matches(Secret password, String hash) {
        checks.incrementAndGet();
        return hash.equals(of(password));
    }

    @Override
    public boolean isOutdated(String hash) {
        return !hash.startsWith("readable:");
    }

    @Override
    public boolean reads(String hash) {
        return hash.startsWith("readable:");
    }

    public int checks() {
        return checks.get();
    }
}
