package org.odklep.gate.ldap;

import java.util.ArrayList;
import java.util.List;
import org.odklep.testing.ProgramRun;

/** The tools of OpenLDAP, as somebody who binds with a name and a secret. */
record LdapTools(int port, String name, String secret) {
    /** @param more attributes */
    ProgramRun search(String base, String filter, String... more) {
        return search(List.of("-b", base), filter, more);
    }

    /** @param options such as a base, a scope and pages */
    ProgramRun search(List<String> options, String filter, String... more) {
        List<String> command = new ArrayList<>(List.of("ldapsearch", "-LLL", "-o", "ldif-wrap=no"));
        command.addAll(options);
        command.add(filter);
        command.addAll(List.of(more));
        return run(command.toArray(String[]::new));
    }

    ProgramRun run(String... command) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(1, List.of("-x", "-H", "ldap://127.0.0.1:" + port, "-D", name, "-w", secret));
        return ProgramRun.of(all);
    }
}
