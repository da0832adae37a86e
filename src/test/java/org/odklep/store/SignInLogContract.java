package org.odklep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.odklep.store.Samples.NOON;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.ClientNetwork;
import org.odklep.signin.ClientKind;
import org.odklep.signin.SignInCode;
import org.odklep.signin.SignInLog;
import org.odklep.signin.SignInRecord;
import org.odklep.signin.SignInSearch;

/** What every {@link SignInLog} does. */
public interface SignInLogContract {
    SignInRecord FIRST = attempt("A", 0, "ana@example.si", SignInCode.SUCCESS);
    SignInRecord SECOND = attempt("B", 1, "bor@example.si", SignInCode.LOCKED_OUT);
    SignInRecord THIRD = attempt("C", 1, "ana@example.si", SignInCode.MALICIOUS_NETWORK);

    Ports ports();

    @Test
    default void attemptsComeBackAsTheyWereTheNewestFirst() {
        log().write(List.of(FIRST, SECOND));
        log().write(List.of(THIRD));

        assertThat(list(Optional.empty(), Optional.empty())).containsExactly(THIRD, SECOND, FIRST);
    }

    @Test
    default void attemptsCanBeChosenByAccountAndOutcome() {
        log().write(List.of(FIRST, SECOND, THIRD));

        assertThat(list(Optional.of(FIRST.account()), Optional.empty())).containsExactly(THIRD, FIRST);
        assertThat(list(Optional.empty(), Optional.of(true))).containsExactly(FIRST);
        assertThat(list(Optional.of(FIRST.account()), Optional.of(false))).containsExactly(THIRD);
    }

    @Test
    default void aPageGoesOnWhereTheOneBeforeEnded() {
        log().write(List.of(FIRST, SECOND, THIRD));

        assertThat(log().list(new SignInLog.Query(
                        Optional.empty(), Optional.empty(), Optional.of(SignInLog.Position.of(THIRD)), 1)))
                .containsExactly(SECOND);
        assertThat(log().list(new SignInLog.Query(
                        Optional.empty(), Optional.empty(), Optional.of(SignInLog.Position.of(SECOND)), 9)))
                .containsExactly(FIRST);
    }

    @Test
    default void whatAwaitsTheSecondFactorNeitherFailedNorSucceeded() {
        SignInRecord awaited = attempt("D", 2, "ana@example.si", SignInCode.FACTOR_AWAITED);
        SignInRecord wrong = attempt("E", 3, "ana@example.si", SignInCode.FACTOR_FAILED);
        log().write(List.of(FIRST, awaited, wrong));

        assertThat(list(Optional.empty(), Optional.empty())).containsExactly(wrong, awaited, FIRST);
        assertThat(list(Optional.empty(), Optional.of(true))).containsExactly(FIRST);
        assertThat(list(Optional.empty(), Optional.of(false))).containsExactly(wrong);
        Instant twelve = NOON.truncatedTo(ChronoUnit.HOURS);
        assertThat(log().hours(twelve)).containsExactly(new SignInLog.Hour(twelve, 1, 1));
    }

    @Test
    default void failuresAreThoseSinceAnInstant() {
        log().write(List.of(FIRST, SECOND, THIRD));

        assertThat(log().failures(NOON, 9)).containsExactly(THIRD, SECOND);
        assertThat(log().failures(NOON, 1)).containsExactly(THIRD);
        assertThat(log().failures(NOON.plusSeconds(2), 9)).isEmpty();
    }

    @Test
    default void hoursAddUpAndOutliveTheirAttempts() {
        SignInRecord later = attempt("D", 3600, "bor@example.si", SignInCode.WRONG_PASSWORD);
        log().write(List.of(FIRST, SECOND, later));
        log().write(List.of(THIRD));
        Instant twelve = NOON.truncatedTo(ChronoUnit.HOURS);
        SignInLog.Hour noon = new SignInLog.Hour(twelve, 1, 2);
        SignInLog.Hour one = new SignInLog.Hour(twelve.plusSeconds(3600), 0, 1);

        assertThat(log().hours(twelve)).containsExactly(noon, one);
        assertThat(log().hours(twelve.plusMillis(1))).containsExactly(one);
        log().prune(NOON.plusSeconds(7200));
        assertThat(list(Optional.empty(), Optional.empty())).isEmpty();
        assertThat(log().hours(twelve)).containsExactly(noon, one);
        log().prune(twelve.plus(SignInLog.TOTALS).plusMillis(1));
        assertThat(log().hours(twelve)).containsExactly(one);
    }

    @Test
    default void attemptsAreSearchedByEverythingThatTheyHave() {
        SignInRecord six = new SignInRecord(
                "F",
                NOON.plusSeconds(5),
                AccountName.of("a_c@example.si"),
                ClientAddress.parse("2001:db8:1::5").orElseThrow(),
                ClientKind.IMAP,
                false,
                SignInCode.WRONG_PASSWORD);
        log().write(List.of(FIRST, SECOND, THIRD, six));

        assertThat(search("or@EX", "", "", false)).containsExactly(SECOND);
        assertThat(search("a_", "", "", false)).containsExactly(six);
        assertThat(search("", "192.0.2.0/24", "", false)).containsExactly(THIRD, SECOND, FIRST);
        assertThat(search("", "192.0.2.4/30", "", false)).containsExactly(THIRD, SECOND, FIRST);
        assertThat(search("", "192.0.2.8/29", "", false)).isEmpty();
        assertThat(search("", "192.0.2.70", "", false)).isEmpty();
        assertThat(search("", "2001:db8:1::/48", "", false)).containsExactly(six);
        assertThat(search("", "2001:db8::/47", "", false)).containsExactly(six);
        assertThat(search("", "", "LOCKED_OUT", false)).containsExactly(SECOND);
        assertThat(search("ana", "192.0.2.7", "", true)).containsExactly(THIRD);
    }

    @Test
    default void aSearchKeepsToItsAccountItsTimeAndItsOutcome() {
        log().write(List.of(FIRST, SECOND, THIRD));

        assertThat(log().search(search(Optional.of(FIRST.account()), Optional.empty(), 0, 1, Optional.empty(), 9)))
                .isEqualTo(new SignInSearch.Page(List.of(FIRST), Optional.empty()));
        assertThat(log().search(search(Optional.empty(), Optional.of(false), 1, 9, Optional.empty(), 9))
                        .attempts())
                .containsExactly(THIRD, SECOND);
    }

    @Test
    default void aSearchGoesOnFromPageToPageAndPastWhatItOnlyLookedAt() {
        log().write(IntStream.range(0, SignInSearch.LOOKED_AT)
                .mapToObj(each -> attempt("X" + each, 2, "bor@example.si", SignInCode.SUCCESS))
                .toList());
        log().write(List.of(FIRST, SECOND, THIRD));

        SignInSearch.Page looked =
                log().search(search(Optional.empty(), Optional.of(false), 0, 9, Optional.empty(), 1));
        assertThat(looked.attempts()).isEmpty();
        SignInSearch.Page first = log().search(search(Optional.empty(), Optional.of(false), 0, 9, looked.next(), 1));
        assertThat(first.attempts()).containsExactly(THIRD);
        SignInSearch.Page second = log().search(search(Optional.empty(), Optional.of(false), 0, 9, first.next(), 1));
        assertThat(second).isEqualTo(new SignInSearch.Page(List.of(SECOND), Optional.empty()));
    }

    private List<SignInRecord> search(String part, String client, String code, boolean unfamiliar) {
        return log().search(new SignInSearch(
                        Optional.empty(),
                        part,
                        Optional.empty(),
                        Optional.of(code).filter(each -> !each.isEmpty()).map(SignInCode::valueOf),
                        ClientNetwork.parse(client),
                        unfamiliar,
                        NOON,
                        NOON.plusSeconds(9),
                        Optional.empty(),
                        9))
                .attempts();
    }

    private static SignInSearch search(
            Optional<AccountName> account,
            Optional<Boolean> success,
            int from,
            int to,
            Optional<SignInLog.Position> after,
            int limit) {
        return new SignInSearch(
                account,
                "",
                success,
                Optional.empty(),
                Optional.empty(),
                false,
                NOON.plusSeconds(from),
                NOON.plusSeconds(to),
                after,
                limit);
    }

    @Test
    default void oldAttemptsAreRemoved() {
        log().write(List.of(FIRST, SECOND, THIRD));

        log().prune(NOON.plusSeconds(1));

        assertThat(list(Optional.empty(), Optional.empty())).containsExactly(THIRD, SECOND);
    }

    private List<SignInRecord> list(Optional<AccountName> account, Optional<Boolean> success) {
        return log().list(new SignInLog.Query(account, success, Optional.empty(), 100));
    }

    private SignInLog log() {
        return ports().signIns();
    }

    private static SignInRecord attempt(String id, int second, String account, SignInCode code) {
        return new SignInRecord(
                id,
                NOON.plusSeconds(second),
                AccountName.of(account),
                new ClientAddress("192.0.2.7"),
                ClientKind.IMAP,
                second == 0,
                code);
    }
}
