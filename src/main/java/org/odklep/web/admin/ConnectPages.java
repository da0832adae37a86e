package org.odklep.web.admin;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.organisation.OrganisationDecision;
import org.odklep.web.admin.GateBoard.Kind;
import org.odklep.web.admin.words.Words;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Settings &gt; Gates &gt; Connect: the lines for the mail server, and whether it asks yet. */
@Controller
public class ConnectPages {
    public static final String PATH = "/settings/gates/connect";

    private final GateBoard board;
    private final GateLines lines;
    private final OrganisationDecision organisation;
    private final Fingerprints fingerprints;
    private final InstantSource clock;

    ConnectPages(
            GateBoard board,
            GateLines lines,
            OrganisationDecision organisation,
            Fingerprints fingerprints,
            InstantSource clock) {
        this.board = board;
        this.lines = lines;
        this.organisation = organisation;
        this.fingerprints = fingerprints;
        this.clock = clock;
    }

    /** Only who may make others what he is sees the key of the Dovecot gate. */
    @GetMapping(PATH)
    String page(Actor actor, Words words, Model model) {
        model.addAttribute("live", fingerprints.address(Live.GATES));
        Instant now = clock.instant();
        boolean revealed = actor.may(Right.MANAGE_TOKENS);
        model.addAttribute(
                "gates",
                board.gates(now).stream()
                        .filter(gate -> gate.kind() != Kind.LDAP)
                        .map(gate -> GatePages.Row.of(gate, now, words))
                        .toList());
        model.addAttribute(
                "servers",
                List.of(
                        server(Kind.POSTFIX, lines.postfix(), words),
                        server(Kind.DOVECOT, lines.dovecot(revealed), words)));
        model.addAttribute("revealed", revealed);
        model.addAttribute("nameless", organisation.current().domains().isEmpty());
        model.addAttribute("mayName", actor.may(Right.EDIT_ORGANISATION));
        return "connect";
    }

    private static Server server(Kind kind, List<GateLines.Part> parts, Words words) {
        return new Server(
                kind.name(), words.say("gate." + kind), parts(parts, words), words.say("connect.then." + kind));
    }

    private static List<Lines> parts(List<GateLines.Part> parts, Words words) {
        return parts.stream()
                .map(part -> new Lines(
                        part.key(),
                        words.say("connect.file." + part.key(), part.file()),
                        String.join("\n", part.lines())))
                .toList();
    }

    /** A program to connect, in finished words. */
    record Server(String id, String name, List<Lines> parts, String then) {}

    /** Lines to paste. */
    record Lines(String id, String where, String text) {}
}
