package org.odklep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.odklep.store.Samples.ANA;
import static org.odklep.store.Samples.BOR;
import static org.odklep.store.Samples.NOON;
import static org.odklep.store.Samples.event;
import static org.odklep.store.Samples.evidence;
import static org.odklep.store.Samples.release;
import static org.odklep.store.Samples.restriction;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.Reason;
import org.odklep.lock.History;
import org.odklep.lock.LockStore;
import org.odklep.lock.RestrictionPage;
import org.odklep.lock.RestrictionQuery;
import org.odklep.lock.RestrictionQuery.Sort;
import org.odklep.lock.RestrictionQuery.Status;
import org.odklep.lock.SendingRestriction;

/** What every {@link LockStore} lists. */
public interface RestrictionListContract {
    Ports ports();

    @Test
    default void aRestrictionIsActiveUntilItEndsOrItsTimeHasCome() {
        open(restriction("FOREVER", ANA));
        open(until("AWHILE", BOR, NOON.plusMillis(5)));
        open(restriction("ENDED", AccountName.of("cene")));
        locks().close("ENDED", release(NOON, "meta"), event("restriction.release", "cene"));

        assertThat(ids(Status.ACTIVE, NOON.plusMillis(4))).containsExactlyInAnyOrder("FOREVER", "AWHILE");
        assertThat(ids(Status.ENDED, NOON.plusMillis(4))).containsExactly("ENDED");
        assertThat(ids(Status.ACTIVE, NOON.plusMillis(5))).containsExactly("FOREVER");
        assertThat(ids(Status.ENDED, NOON.plusMillis(5))).containsExactlyInAnyOrder("AWHILE", "ENDED");
        assertThat(ids(Status.ALL, NOON.plusMillis(5))).hasSize(3);
    }

    @Test
    default void whatMatchesIsCountedUpToALimit() {
        open(restriction("X1", AccountName.of("cene")));
        open(restriction("X2", AccountName.of("ana")));
        open(until("X3", AccountName.of("anton"), NOON.plusSeconds(1)));
        RestrictionQuery anybody = new RestrictionQuery(Status.ALL, "an", Sort.SINCE, true, Optional.empty(), 1);

        assertThat(locks().count(RestrictionQuery.active(1), 9, NOON)).isEqualTo(3);
        assertThat(locks().count(RestrictionQuery.active(1), 9, NOON.plusSeconds(1)))
                .isEqualTo(2);
        assertThat(locks().count(RestrictionQuery.active(1), 2, NOON)).isEqualTo(2);
        assertThat(locks().count(anybody, 9, NOON)).isEqualTo(2);
    }

    @Test
    default void listedRestrictionsAreWhole() {
        SendingRestriction full = new SendingRestriction(
                "FULL",
                ANA,
                Reason.of("Too many."),
                "policy:Default",
                NOON,
                Optional.of(NOON.plusSeconds(1)),
                Optional.of(evidence("Default")),
                new History(2, 1),
                0,
                Optional.empty());
        open(full);

        assertThat(locks().list(RestrictionQuery.active(5), NOON).restrictions())
                .containsExactly(full);
    }

    @Test
    default void theListIsSortedByTimeOrByAccountEitherWay() {
        open(restriction("X1", AccountName.of("cene"), NOON.plusSeconds(2)));
        open(restriction("X2", AccountName.of("ana"), NOON.plusSeconds(1)));
        open(restriction("X3", AccountName.of("čuk"), NOON));

        assertThat(pages(query(Sort.SINCE, false, 9))).containsExactly("X3", "X2", "X1");
        assertThat(pages(query(Sort.SINCE, true, 9))).containsExactly("X1", "X2", "X3");
        assertThat(pages(query(Sort.ACCOUNT, false, 9))).containsExactly("X2", "X1", "X3");
        assertThat(pages(query(Sort.ACCOUNT, true, 9))).containsExactly("X3", "X1", "X2");
    }

    @Test
    default void pagesHoldEachRestrictionOnceAlsoWhereManyShareAnInstantOrAnAccount() {
        List<String> ids = new ArrayList<>();
        for (int i = 10; i < 33; i++) {
            String id = "P" + i;
            ids.add(id);
            open(restriction(id, AccountName.of("u" + i % 3), NOON.plusSeconds(i / 12)));
            locks().close(id, release(NOON, "meta"), event("restriction.release", "u"));
        }
        for (Sort sort : Sort.values()) {
            List<String> whole = pages(query(sort, false, 100));
            assertThat(whole).containsExactlyInAnyOrderElementsOf(ids);
            assertThat(pages(query(sort, false, 4))).isEqualTo(whole);
            assertThat(pages(query(sort, false, 23))).isEqualTo(whole);
            assertThat(pages(query(sort, true, 5))).isEqualTo(whole.reversed());
        }
    }

    @Test
    default void aPageThatHoldsTheLastRowHasNoNext() {
        open(restriction("X1", ANA));
        open(restriction("X2", BOR));

        assertThat(locks().list(query(Sort.SINCE, true, 2), NOON).next()).isEmpty();
        assertThat(locks().list(query(Sort.SINCE, true, 1), NOON).next()).isPresent();
    }

    @Test
    default void aSearchFindsPartsOfNamesInAnyCaseAndWidth() {
        open(restriction("X1", AccountName.of("ana.čuk@example.si")));
        open(restriction("X2", AccountName.of("bor@example.com")));

        assertThat(search("EXAMPLE.si")).containsExactly("X1");
        assertThat(search("ČUK")).containsExactly("X1");
        assertThat(search("ａｎａ")).containsExactly("X1");
        assertThat(search("example")).containsExactlyInAnyOrder("X1", "X2");
        assertThat(search("nobody")).isEmpty();
    }

    @Test
    default void charactersOfASearchMeanThemselves() {
        open(restriction("X1", AccountName.of("100%_'!\\\"@example.si")));
        open(restriction("X2", AccountName.of("100aab@example.si")));
        open(restriction("X3", AccountName.of("\ud83d\udd13@example.si")));

        for (String text : List.of("%", "_", "0%_'", "'!\\", "\\\"@", "' or 1=1 --", "!%", "?", ":part", "\0")) {
            List<String> expected =
                    AccountName.of("100%_'!\\\"@example.si").value().contains(text) ? List.of("X1") : List.of();
            assertThat(search(text)).as(text).isEqualTo(expected);
        }
        assertThat(search("\ud83d\udd13")).containsExactly("X3");
    }

    @Test
    default void aSearchFindsTheBeginningOfAReferenceAsPeopleWriteIt() {
        open(restriction("4T0K1M9Z", ANA));
        open(restriction("M9Z4T0K1", BOR));

        assertThat(search("4tok-im")).containsExactly("4T0K1M9Z");
        assertThat(search("m9z")).containsExactly("M9Z4T0K1");
        assertThat(search("-")).isEmpty();
    }

    @Test
    default void searchAndPagesGoTogether() {
        for (int i = 0; i < 7; i++) {
            open(restriction("S" + i, AccountName.of((i % 2 == 0 ? "even" : "odd") + i)));
        }
        RestrictionQuery query = new RestrictionQuery(Status.ACTIVE, "even", Sort.ACCOUNT, false, Optional.empty(), 2);

        assertThat(pages(query)).containsExactly("S0", "S2", "S4", "S6");
    }

    @Test
    default void aListGoesOnOnlyFromTheEndOfAPageInTheSameOrder() {
        open(restriction("X1", ANA));
        open(restriction("X2", BOR));
        String next = locks().list(query(Sort.SINCE, true, 1), NOON).next().orElseThrow();

        for (String wrong : List.of("", "x", "AAAA", next + "=", "' or 1=1", "\0")) {
            assertThatThrownBy(() -> locks().list(after(Sort.SINCE, wrong), NOON))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("first page");
        }
        assertThatThrownBy(() -> locks().list(after(Sort.ACCOUNT, next), NOON))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private LockStore locks() {
        return ports().locks();
    }

    private void open(SendingRestriction restriction) {
        locks().open(
                        restriction,
                        event("restriction.open", restriction.account().value()));
    }

    private List<String> ids(Status status, Instant now) {
        RestrictionQuery query = new RestrictionQuery(status, "", Sort.SINCE, true, Optional.empty(), 50);
        return ids(locks().list(query, now));
    }

    private List<String> search(String text) {
        return pages(new RestrictionQuery(Status.ALL, text, Sort.SINCE, false, Optional.empty(), 50));
    }

    /** The whole list, page by page. */
    private List<String> pages(RestrictionQuery first) {
        List<String> all = new ArrayList<>();
        Optional<RestrictionQuery> query = Optional.of(first);
        while (query.isPresent()) {
            RestrictionPage page = locks().list(query.get(), NOON);
            assertThat(page.restrictions()).hasSizeLessThanOrEqualTo(first.limit());
            all.addAll(ids(page));
            query = page.next()
                    .map(next -> new RestrictionQuery(
                            first.status(),
                            first.search(),
                            first.sort(),
                            first.descending(),
                            Optional.of(next),
                            first.limit()));
        }
        return all;
    }

    private static RestrictionQuery query(Sort sort, boolean descending, int limit) {
        return new RestrictionQuery(Status.ALL, "", sort, descending, Optional.empty(), limit);
    }

    private static RestrictionQuery after(Sort sort, String after) {
        return new RestrictionQuery(Status.ALL, "", sort, true, Optional.of(after), 1);
    }

    private static List<String> ids(RestrictionPage page) {
        return page.restrictions().stream().map(SendingRestriction::id).toList();
    }

    private static SendingRestriction until(String id, AccountName account, Instant until) {
        SendingRestriction open = restriction(id, account);
        return new SendingRestriction(
                id,
                account,
                open.reason(),
                open.setBy(),
                open.since(),
                Optional.of(until),
                open.evidence(),
                open.history(),
                open.refused(),
                open.ended());
    }
}
