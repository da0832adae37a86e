package org.odklep.cli.replay;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;

/**
 * What a replay takes from the machine that it runs on.
 *
 * @param input standard input
 * @param zone of timestamps that name none, of the times shown, and of policies that name none
 * @param errorsAreShown whether standard error is a terminal
 */
public record Surroundings(InputStream input, InstantSource clock, ZoneId zone, boolean errorsAreShown) {
    /** This process. */
    public static Surroundings ofProcess() {
        return new Surroundings(System.in, InstantSource.system(), ZoneId.systemDefault(), isTerminal());
    }

    /** The JDK tells only of standard input and output together; Linux names the device behind standard error. */
    private static boolean isTerminal() {
        try {
            Path device = Path.of("/proc/self/fd/2").toRealPath();
            return device.startsWith("/dev/pts") || device.toString().startsWith("/dev/tty");
        } catch (IOException e) {
            return false;
        }
    }
}
