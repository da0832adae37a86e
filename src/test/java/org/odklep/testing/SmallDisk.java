package org.odklep.testing;

import java.nio.file.Path;

/** A disk of one megabyte, in memory. Mounting needs root, and without it this fails with a message that says so. */
public final class SmallDisk implements AutoCloseable {
    private final OpenResources open = new OpenResources();
    private final TestDirectory directory;

    private SmallDisk() {
        directory = open.add(TestDirectory.create());
    }

    public static SmallDisk mount() {
        if (!SystemUser.isRoot()) {
            throw new IllegalStateException("this test mounts a small disk: run it as root");
        }
        SmallDisk disk = new SmallDisk();
        run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.path().toString());
        disk.open.add(() -> run("umount", disk.path().toString()));
        return disk;
    }

    public Path path() {
        return directory.path();
    }

    /** Refuses all writing; no file may be open for writing then. */
    public void makeReadOnly() {
        run("mount", "-o", "remount,ro", path().toString());
    }

    public void makeWritable() {
        run("mount", "-o", "remount,rw", path().toString());
    }

    @Override
    public void close() {
        open.close();
    }

    private static void run(String... command) {
        ProgramRun.of(command).orFail();
    }
}
