package org.odklep.cli.terminal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that a command makes: for their owner alone, never over another file, and there whole or not at all. */
public final class NewFile {
    private NewFile() {}

    /**
     * Makes a file. It is there before its content is asked for, so that nothing is fetched that cannot be kept.
     *
     * @throws CommandFailed when the file is there already or cannot be written
     */
    public static void write(Path file, Content content) {
        boolean whole = false;
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                content.writeTo(out);
                out.flush();
                whole = true;
            } finally {
                if (!whole) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailed(ExitCode.USAGE, file.toAbsolutePath() + " is there already; name a new file");
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.USAGE, "cannot write " + file.toAbsolutePath() + " (" + e + ")");
        }
    }

    /** What comes into a file. */
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }
}
