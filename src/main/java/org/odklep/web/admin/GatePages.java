package org.odklep.web.admin;

import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.odklep.web.admin.words.Moment;
import org.odklep.web.admin.words.Words;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Settings &gt; Gates: where each listens, and whether anybody asks. */
@Controller
class GatePages {
    private final GateBoard board;
    private final InstantSource clock;

    GatePages(GateBoard board, InstantSource clock) {
        this.board = board;
        this.clock = clock;
    }

    @GetMapping("/settings/gates")
    String list(Words words, Model model) {
        Instant now = clock.instant();
        model.addAttribute(
                "gates",
                board.gates(now).stream().map(gate -> Row.of(gate, now, words)).toList());
        return "gates";
    }

    /**
     * A gate, in finished words.
     *
     * @param icon names the colour and picture of its state
     * @param last null for never
     * @param connections null where that is not known
     */
    record Row(
            String name,
            String hint,
            String endpoint,
            String icon,
            String state,
            @Nullable Moment last,
            String perMinute,
            String requests,
            @Nullable String connections,
            String errors) {
        static Row of(GateBoard.State gate, Instant now, Words words) {
            GateBoard.Standing standing = gate.standing(now);
            return new Row(
                    words.say("gate." + gate.kind()),
                    words.say("gate.hint." + gate.kind()),
                    gate.endpoint(),
                    icon(standing),
                    words.say("gate.state." + standing.key()),
                    gate.last().map(words::moment).orElse(null),
                    words.number(gate.perMinute()),
                    words.number(gate.requests()),
                    gate.connections().isPresent()
                            ? words.number(gate.connections().getAsInt())
                            : null,
                    words.number(gate.errors()));
        }

        private static String icon(GateBoard.Standing standing) {
            return switch (standing) {
                case CONNECTED -> "check";
                case CLOSED -> "blocked";
                case SILENT -> "alerts";
                case WAITING -> "wait";
            };
        }
    }
}
