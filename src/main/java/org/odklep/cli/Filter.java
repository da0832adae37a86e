package org.odklep.cli;

import org.odklep.cli.client.ServerClient;

/** Values of {@code $filter}. */
final class Filter {
    private Filter() {}

    /** The encoded expression that a key has a value; a quote within a value is doubled (OData 4.01, 5.1.1.6.1). */
    static String equal(String key, String value) {
        return ServerClient.segment(key + " eq '" + value.replace("'", "''") + "'");
    }
}
