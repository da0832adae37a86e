package org.odklep.app;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import org.odklep.kernel.StoreUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a second server out of a data directory: two of them would each count only what they saw themselves, and write over
 * each other's files. The system lets go of the lock when the process ends, however it ends; the empty file stays.
 */
final class DataLock implements AutoCloseable {
    static final String FILE = "odklep.lock";

    private static final Logger LOG = LoggerFactory.getLogger(DataLock.class);

    private final Optional<FileChannel> channel;

    private DataLock(Optional<FileChannel> channel) {
        this.channel = channel;
    }

    /**
     * Takes a data directory for this process.
     *
     * @throws StoreUnavailable when another one has it
     */
    static DataLock on(Path directory) {
        Path file = directory.resolve(FILE).toAbsolutePath().normalize();
        try {
            Files.createDirectories(directory, OwnerFile.DIRECTORY);
            FileChannel channel =
                    FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OwnerFile.FILE);
            if (isLocked(channel)) {
                return new DataLock(Optional.of(channel));
            }
            channel.close();
        } catch (IOException e) {
            // Whatever has to be written there says what is wrong with the directory.
            LOG.debug("cannot lock {}", file, e);
            return new DataLock(Optional.empty());
        }
        throw new StoreUnavailable("another server runs over this data directory and holds " + file
                + ": stop that one, or give this one a directory of its own with --data");
    }

    @Override
    public void close() throws IOException {
        if (channel.isPresent()) {
            channel.get().close();
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // This very process has it.
        }
    }
}
