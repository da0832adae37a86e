package org.odklep.audit;

import java.util.Optional;

/**
 * Which entries to read, newest first.
 *
 * @param target only entries on this target
 * @param before only entries with a smaller number
 * @param limit how many at most
 */
public record AuditQuery(Optional<String> target, long before, int limit) {}
