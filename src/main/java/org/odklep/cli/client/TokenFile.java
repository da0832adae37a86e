package org.odklep.cli.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.odklep.cli.terminal.CommandFailed;
import org.odklep.cli.terminal.ExitCode;
import org.odklep.kernel.Secret;

/** Files that hold a token and belong to their owner alone. */
final class TokenFile {
    private static final Set<PosixFilePermission> OWNER = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private TokenFile() {}

    /**
     * The token in a file.
     *
     * @throws CommandFailed when it holds none, cannot be read, or others can use it too
     */
    static Secret token(Path file) {
        String text = text(file)
                .orElseThrow(() ->
                        new CommandFailed(ExitCode.NOT_ALLOWED, "there is no token file " + file.toAbsolutePath()))
                .strip();
        if (!text.matches("[!-~]{1,1000}")) {
            throw new CommandFailed(ExitCode.NOT_ALLOWED, file.toAbsolutePath() + " does not hold one token");
        }
        return Secret.of(text);
    }

    /**
     * The whole text of a file for the owner alone; empty when there is no such file.
     *
     * @throws CommandFailed when it cannot be read, or others can use it too
     */
    static Optional<String> text(Path file) {
        try {
            refuseShared(file);
            return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (AccessDeniedException e) {
            throw new CommandFailed(
                    ExitCode.NOT_ALLOWED,
                    "you may not read " + file.toAbsolutePath() + ": run this as the user that the server runs as");
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitCode.NOT_ALLOWED, "cannot read " + file.toAbsolutePath() + " (" + e.getMessage() + ")");
        }
    }

    private static void refuseShared(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view != null && !OWNER.containsAll(view.readAttributes().permissions())) {
            throw new CommandFailed(
                    ExitCode.NOT_ALLOWED,
                    "other users can reach the token in " + file.toAbsolutePath()
                            + ": chmod 600 it, and replace the token if they should not have it");
        }
    }
}
