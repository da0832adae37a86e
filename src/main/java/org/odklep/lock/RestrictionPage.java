package org.odklep.lock;

import java.util.List;
import java.util.Optional;

/**
 * A page of restrictions.
 *
 * @param next what {@link RestrictionQuery#after} takes to read on; empty on the last page
 */
public record RestrictionPage(List<SendingRestriction> restrictions, Optional<String> next) {
    public RestrictionPage {
        restrictions = List.copyOf(restrictions);
    }
}
