package org.odklep.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Under which user of the system the tests run, and how they run a program as another one. */
final class SystemUser {
    private SystemUser() {}

    static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The command as the given user when we are root; otherwise as ourselves. The process id stays the program's. */
    static List<String> runAs(String user, String... command) {
        Stream<String> change = isRoot()
                ? Stream.of("/usr/bin/setpriv", "--reuid=" + user, "--regid=" + user, "--init-groups", "--")
                : Stream.of();
        return Stream.concat(change, Stream.of(command)).toList();
    }
}
