package org.odklep.web.api;

import org.odklep.sending.Limit;

/** Values in so many words. */
final class Words {
    private Words() {}

    /** What a limit allows, such as "1000 recipients per 24 hours"; 0 is no limit. */
    static String allowed(Limit limit, int value) {
        return value == 0 ? "no limit" : value + " " + limit.words();
    }
}
