package org.odklep.web.admin;

import org.jspecify.annotations.Nullable;
import org.odklep.web.admin.words.Moment;

/**
 * Something that stops an account, in finished words, with what lifts it.
 *
 * @param kind names it in the page; icon its picture
 * @param account whose name it is about, where that is one of several; null otherwise
 * @param setBy empty where nobody is known
 * @param until null when it does not end by itself
 * @param untilWords what ends it
 * @param evidence what was measured, null when nothing was
 * @param reply what clients are told, word for word
 * @param replyHint which clients, and when
 * @param note what outranks it, null when nothing does
 * @param key what lifts it, null when the reader may not
 * @param needs which role may, null when the reader may
 */
record AccountLock(
        String kind,
        String icon,
        String title,
        @Nullable String account,
        String reason,
        String setBy,
        Moment since,
        @Nullable Moment until,
        String untilWords,
        @Nullable Evidence evidence,
        String reply,
        String replyHint,
        @Nullable String note,
        @Nullable Key key,
        @Nullable String needs) {
    /** @param href where to see it in full */
    record Evidence(String text, String href, String link) {}

    /**
     * What lifts a lock.
     *
     * @param form whether the address takes a reason by POST; otherwise it opens as a panel
     */
    record Key(String words, String href, boolean form) {
        static Key panel(String words, String href) {
            return new Key(words, href, false);
        }

        static Key form(String words, String href) {
            return new Key(words, href, true);
        }
    }
}
