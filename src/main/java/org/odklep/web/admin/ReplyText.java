package org.odklep.web.admin;

import org.odklep.lock.SendingRestriction;

/** The exact reply that mail clients of a restricted account get. */
@FunctionalInterface
public interface ReplyText {
    String to(SendingRestriction restriction);
}
