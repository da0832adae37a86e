package org.odklep.web.admin;

import org.jspecify.annotations.Nullable;
import org.odklep.web.admin.words.Moment;

/**
 * Something to have done before an account may send again, as far as records tell.
 *
 * @param at when it was done, null when it was not
 * @param key what does it, null where it is done, is not ours to do, or the reader may not
 * @param needs which role may, null otherwise
 */
record Precaution(
        String name,
        State state,
        String stateWords,
        String title,
        String words,
        @Nullable Moment at,
        @Nullable Key key,
        @Nullable String needs) {
    /** What the records say. */
    enum State {
        DONE("check"),
        OPEN("alerts"),
        /** Nobody here can know. */
        UNKNOWN("wait");

        private final String icon;

        State(String icon) {
            this.icon = icon;
        }

        /** The picture and colour of its badge. */
        public String icon() {
            return icon;
        }
    }

    /** @param post whether the address is posted to; otherwise it is a link */
    record Key(String words, String href, boolean post) {}
}
