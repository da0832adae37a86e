package org.odklep.cli.doctor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A Postfix configuration as {@code postconf} prints it, nothing expanded.
 *
 * @param parameters main.cf parameters that differ from Postfix's defaults
 * @param services the lines of master.cf in their order
 * @param unread lines that are neither, as found
 */
public record PostfixSettings(Map<String, String> parameters, List<Service> services, List<String> unread)
        implements PostconfReading {

    public PostfixSettings {
        parameters = Map.copyOf(parameters);
        services = List.copyOf(services);
        unread = List.copyOf(unread);
    }

    /**
     * Reads the output of {@code postconf -n} and {@code postconf -M}, one after the other in any order; the files
     * main.cf and master.cf themselves are understood too. Any text gives a result, never an exception.
     */
    public static PostconfReading read(String text) {
        return PostconfText.read(text);
    }

    /**
     * One line of master.cf (master(5)).
     *
     * @param name such as {@code submission} or {@code 127.0.0.1:10025}
     * @param type such as {@code inet}
     * @param chroot the chroot column: "y", "n", or "-" for the default
     * @param command the program, such as {@code smtpd}
     * @param overrides the parameters given with {@code -o}; the last one counts
     * @param stray words of the command line that are no option
     */
    public record Service(
            String name,
            String type,
            String chroot,
            String command,
            Map<String, String> overrides,
            List<String> stray) {

        public Service {
            overrides = Map.copyOf(overrides);
            stray = List.copyOf(stray);
        }

        /** The name under which Postfix's own tools know it: {@code submission/inet}. */
        public String id() {
            return name + "/" + type;
        }

        /** This service with one more override. */
        Service with(String parameter, String value) {
            Map<String, String> more = new HashMap<>(overrides);
            more.put(parameter, value);
            return new Service(name, type, chroot, command, more, stray);
        }

        /** This service as it would be without its {@code -o} options. */
        Service plain() {
            return new Service(name, type, chroot, command, Map.of(), List.of());
        }
    }
}
