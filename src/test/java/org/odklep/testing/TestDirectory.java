package org.odklep.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * A temporary directory that servers under other users can reach, removed with all it holds on close.
 *
 * @param path absolute
 */
public record TestDirectory(Path path) implements AutoCloseable {
    /**
     * A new, empty directory that everybody may enter and read.
     *
     * @throws IllegalStateException when a directory above it keeps other users out
     */
    public static TestDirectory create() {
        try {
            Path path = Files.createTempDirectory("odklep-").toRealPath();
            TestDirectory directory = new TestDirectory(path);
            open(path, "rwxr-xr-x");
            directory.checkReachable();
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the given name stands for in this directory. */
    public Path resolve(String name) {
        return path.resolve(name);
    }

    /** Writes a text file that everybody may read, with the directories on its way. */
    public Path write(String name, String text) {
        try {
            Path file = resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a directory in this one that belongs to a system user; for users other than ours this needs root. */
    public Path makeDirectory(String name, String owner) {
        try {
            Path made = Files.createDirectories(resolve(name));
            Files.setOwner(
                    made, made.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(owner));
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot give a directory to user " + owner, e);
        }
    }

    @Override
    public void close() {
        try {
            Files.walkFileTree(path, new Removal());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void checkReachable() throws IOException {
        for (Path above = path.getParent(); above != null; above = above.getParent()) {
            if (!Files.getPosixFilePermissions(above).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                close();
                throw new IllegalStateException(above + " keeps the users of the test servers out:"
                        + " set -Djava.io.tmpdir to a directory that everybody may enter, such as /tmp");
            }
        }
    }

    private static void open(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static final class Removal extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
