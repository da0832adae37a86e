package org.odklep.directory.password;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.odklep.account.PasswordHash;
import org.odklep.kernel.Secret;

/**
 * The same hashes as {@link Argon2PasswordHash}, by the reference implementation in C (argon2.h; Debian's libargon2-1), in
 * two thirds of the time.
 */
public final class NativeArgon2 implements PasswordHash {
    private static final String LIBRARY = "libargon2.so.1";
    private static final int TYPE_ID = 2;
    private static final int OK = 0;
    private static final int ALLOCATION_FAILED = -22;
    private static final int MAX_ENCODED = 256;

    private final MethodHandle hash;
    private final MethodHandle verify;
    private final SecureRandom random = new SecureRandom();

    private NativeArgon2(SymbolLookup library) {
        Linker linker = Linker.nativeLinker();
        hash = linker.downcallHandle(
                library.findOrThrow("argon2id_hash_encoded"),
                FunctionDescriptor.of(
                        JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG,
                        ADDRESS, JAVA_LONG));
        verify = linker.downcallHandle(
                library.findOrThrow("argon2_verify"),
                FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT));
    }

    /** The library of this machine, if it has one. */
    public static Optional<NativeArgon2> load() {
        try {
            return Optional.of(new NativeArgon2(SymbolLookup.libraryLookup(LIBRARY, Arena.global())));
        } catch (IllegalArgumentException | NoSuchElementException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    @Override
    public String of(Secret password) {
        byte[] salt = new byte[Argon2PasswordHash.SALT_BYTES];
        random.nextBytes(salt);
        try (Password text = new Password(password)) {
            MemorySegment encoded = text.arena.allocate(MAX_ENCODED);
            int code = (int) hash.invokeExact(
                    Argon2PasswordHash.PASSES,
                    Argon2PasswordHash.MEMORY_KIB,
                    Argon2PasswordHash.LANES,
                    text.bytes,
                    text.bytes.byteSize(),
                    text.arena.allocateFrom(ValueLayout.JAVA_BYTE, salt),
                    (long) salt.length,
                    (long) Argon2PasswordHash.HASH_BYTES,
                    encoded,
                    encoded.byteSize());
            if (code != OK) {
                throw new IllegalStateException("libargon2 cannot hash a password: error " + code);
            }
            return encoded.getString(0);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    @Override
    public boolean matches(Secret password, String expected) {
        if (!expected.startsWith("$argon2id$")) {
            return false;
        }
        try (Password text = new Password(password)) {
            int code = (int)
                    verify.invokeExact(text.arena.allocateFrom(expected), text.bytes, text.bytes.byteSize(), TYPE_ID);
            if (code == ALLOCATION_FAILED) {
                throw new IllegalStateException("libargon2 got no memory to check a password");
            }
            return code == OK;
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    @Override
    public boolean isOutdated(String expected) {
        return Argon2Form.isOutdated(expected);
    }

    @Override
    public boolean reads(String expected) {
        return Argon2Form.reads(expected);
    }

    private static RuntimeException unchecked(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof RuntimeException failure ? failure : new IllegalStateException(e);
    }

    /** A password outside of the heap, which is wiped before it is given back. */
    private static final class Password implements AutoCloseable {
        private final Arena arena = Arena.ofConfined();
        private final MemorySegment bytes;

        Password(Secret password) {
            byte[] text = password.reveal().getBytes(StandardCharsets.UTF_8);
            bytes = arena.allocateFrom(ValueLayout.JAVA_BYTE, text);
        }

        @Override
        public void close() {
            bytes.fill((byte) 0);
            arena.close();
        }
    }
}
