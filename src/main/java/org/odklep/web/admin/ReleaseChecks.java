package org.odklep.web.admin;

import java.util.Collection;
import java.util.List;
import org.odklep.account.Actor;
import org.odklep.lock.SendingRestriction;
import org.odklep.web.admin.words.Words;
import org.springframework.stereotype.Component;

/** For several accounts that are to send again at once: the checks that the release of one shows, in short. */
@Component
class ReleaseChecks {
    /** For more nothing is looked up: each takes several questions to the store. */
    static final int MOST = 50;

    private final Precautions precautions;

    ReleaseChecks(Precautions precautions) {
        this.precautions = precautions;
    }

    /**
     * What is known of one of them.
     *
     * @param href where it is released alone, with what is to be done before
     */
    record Row(String account, String href, List<Precaution> checks) {}

    /** One row for each; none when there are more than {@value #MOST}. */
    List<Row> of(Collection<SendingRestriction> restrictions, Actor actor, Words words) {
        return restrictions.size() > MOST
                ? List.of()
                : restrictions.stream()
                        .map(each -> new Row(
                                each.account().value(),
                                AccountAddresses.unblock(each),
                                precautions.of(each, actor, words)))
                        .toList();
    }
}
