package org.odklep.cli;

import org.odklep.cli.client.ServerClient;

/** Where the API keeps users. */
final class UserPaths {
    static final String USERS = "/v1.0/users";

    private UserPaths() {}

    /** @param user as the command line names it: name, alias or id */
    static String of(String user) {
        return USERS + "/" + ServerClient.segment(user);
    }
}
