package org.odklep.web.admin.home;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.odklep.kernel.AccountName;
import org.odklep.lock.AllowEntry;
import org.odklep.lock.Evidence;
import org.odklep.lock.Lockout;
import org.odklep.lock.MessageTrace;
import org.odklep.lock.SendingRestriction;
import org.odklep.organisation.OrganisationDecision;
import org.odklep.sending.SendLedger;
import org.odklep.sending.Standing;
import org.odklep.sending.Standings;
import org.odklep.signin.SignInJournal;
import org.odklep.signin.SignInLog;
import org.odklep.signin.SignInRecord;
import org.odklep.user.User;
import org.odklep.web.admin.GateBoard;
import org.springframework.stereotype.Component;

/** Puts support cases together. */
@Component
class SupportCases {
    private static final int SIGN_INS = 100;
    private static final int MESSAGES = 100;

    private final Standings standings;
    private final SignInLog log;
    private final SignInJournal journal;
    private final SendLedger ledger;
    private final Program program;
    private final OrganisationDecision organisation;

    SupportCases(
            Standings standings,
            SignInLog log,
            SignInJournal journal,
            SendLedger ledger,
            Program program,
            OrganisationDecision organisation) {
        this.standings = standings;
        this.log = log;
        this.journal = journal;
        this.ledger = ledger;
        this.program = program;
        this.organisation = organisation;
    }

    /**
     * The case of a diagnosis.
     *
     * @param by who prepares it
     */
    SupportCase of(Diagnosis diagnosis, Diagnosis.Sending sending, GuideWords.Answer answer, String by) {
        AccountName account = diagnosis.account();
        Standing standing = standings.of(account, diagnosis.now());
        return new SupportCase(
                SupportCase.FORMAT,
                Optional.of(organisation.current().name())
                        .filter(name -> !name.isEmpty())
                        .orElse(null),
                account.value(),
                diagnosis.now().toString(),
                by,
                versions(),
                answer.sentence(),
                answer.next().name(),
                answer.checks().stream()
                        .map(check -> new SupportCase.Checked(check.title(), check.state(), check.text()))
                        .toList(),
                diagnosis.user().map(SupportCases::owner).orElse(null),
                locks(diagnosis),
                sending.history().stream().map(SupportCases::restriction).toList(),
                sending.allowed().map(SupportCases::exception).orElse(null),
                policy(standing),
                signIns(account),
                messages(diagnosis.names()),
                gates(sending.gates(), diagnosis.now()));
    }

    private Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("odklep", program.version());
        versions.put("java", System.getProperty("java.version"));
        versions.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        return versions;
    }

    private static SupportCase.Owner owner(User user) {
        return new SupportCase.Owner(
                user.name().value(),
                user.displayName(),
                texts(user.profile().aliases()),
                texts(user.profile().groups()),
                user.sortedRoles().stream().map(role -> role.key()).toList(),
                user.times().createdAt().toString(),
                user.password().changedAt().toString(),
                user.password().hash().isPresent(),
                user.password().mustChange(),
                text(user.times().lastSignIn()),
                user.times().sessionsValidFrom().toString());
    }

    private static List<SupportCase.HeldBy> locks(Diagnosis diagnosis) {
        List<SupportCase.HeldBy> locks = new ArrayList<>();
        diagnosis
                .restriction()
                .ifPresent(each -> locks.add(new SupportCase.HeldBy(
                        "sendingRestriction",
                        each.id(),
                        each.reason().text(),
                        each.setBy(),
                        each.since().toString(),
                        text(each.until()))));
        diagnosis.lockouts().forEach(each -> locks.add(lockout(each)));
        diagnosis
                .user()
                .ifPresent(user -> user.block()
                        .ifPresent(block -> locks.add(new SupportCase.HeldBy(
                                "signInBlock",
                                null,
                                block.reason().text(),
                                block.by(),
                                block.since().toString(),
                                null))));
        if (diagnosis.hasNoPassword() || diagnosis.mustChange()) {
            String reason = diagnosis.hasNoPassword()
                    ? "The account has no password."
                    : "The password has to be changed before anything else.";
            String since = diagnosis.user().orElseThrow().password().changedAt().toString();
            locks.add(new SupportCase.HeldBy("passwordChange", null, reason, "", since, null));
        }
        return locks;
    }

    private static SupportCase.HeldBy lockout(Lockout lockout) {
        return new SupportCase.HeldBy(
                "lockout",
                lockout.id(),
                lockout.reason().text(),
                lockout.setBy(),
                lockout.since().toString(),
                text(lockout.until()));
    }

    private static SupportCase.Restriction restriction(SendingRestriction each) {
        return new SupportCase.Restriction(
                each.id(),
                each.account().value(),
                each.reason().text(),
                each.setBy(),
                each.since().toString(),
                text(each.until()),
                each.refused(),
                each.ended().map(ending -> ending.at().toString()).orElse(null),
                each.ended().map(ending -> ending.by()).orElse(null),
                each.ended().map(ending -> ending.reason().text()).orElse(null),
                each.evidence().map(SupportCases::measured).orElse(null));
    }

    private static SupportCase.Measured measured(Evidence evidence) {
        return new SupportCase.Measured(
                evidence.policyName(),
                evidence.limit(),
                evidence.allowed(),
                evidence.measured(),
                evidence.clients().stream()
                        .map(client -> new SupportCase.Client(
                                client.client().value(),
                                client.messages(),
                                client.last().toString()))
                        .toList(),
                evidence.messages().stream().map(SupportCases::message).toList());
    }

    private static SupportCase.Exception exception(AllowEntry entry) {
        return new SupportCase.Exception(
                entry.pattern(),
                entry.reason().text(),
                entry.addedBy(),
                entry.addedAt().toString(),
                text(entry.until()));
    }

    private static SupportCase.Policy policy(Standing standing) {
        return new SupportCase.Policy(
                standing.policy().name(),
                standing.policy().shadow() ? "shadow" : "enforce",
                standing.policy().action().key(),
                standing.sent().entrySet().stream()
                        .map(sent -> new SupportCase.Sent(
                                sent.getKey().key(),
                                sent.getValue(),
                                standing.policy().limits().of(sent.getKey())))
                        .toList());
    }

    private List<SupportCase.SignIn> signIns(AccountName account) {
        SignInLog.Query query = new SignInLog.Query(Optional.of(account), Optional.empty(), Optional.empty(), SIGN_INS);
        return Stream.concat(journal.pending(account).stream(), log.list(query).stream())
                .distinct()
                .limit(SIGN_INS)
                .map(SupportCases::signIn)
                .toList();
    }

    private static SupportCase.SignIn signIn(SignInRecord each) {
        return new SupportCase.SignIn(
                each.at().toString(),
                each.client().value(),
                each.kind().key(),
                each.familiar(),
                each.code().name(),
                each.code().number(),
                each.code().words());
    }

    private List<SupportCase.Message> messages(List<AccountName> names) {
        return names.stream()
                .flatMap(each -> ledger.traces(each, MESSAGES).stream())
                .sorted((one, other) -> other.at().compareTo(one.at()))
                .limit(MESSAGES)
                .map(SupportCases::message)
                .toList();
    }

    private static SupportCase.Message message(MessageTrace each) {
        return new SupportCase.Message(
                each.at().toString(),
                each.queueId(),
                each.sender(),
                each.recipients(),
                each.domains(),
                each.size(),
                each.client().value());
    }

    private static List<SupportCase.Gate> gates(List<GateBoard.State> gates, Instant now) {
        return gates.stream()
                .map(gate -> new SupportCase.Gate(
                        gate.kind().name(),
                        gate.endpoint(),
                        gate.standing(now).key(),
                        gate.requests(),
                        gate.errors(),
                        text(gate.last())))
                .toList();
    }

    private static List<String> texts(Collection<?> values) {
        return values.stream().map(Object::toString).sorted().toList();
    }

    private static @Nullable String text(Optional<Instant> instant) {
        return instant.map(Instant::toString).orElse(null);
    }
}
