package org.odklep.web.admin;

import java.time.Duration;
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
    /** A gate that nobody asked for so long is shown as silent: the line in the mail server may be gone. */
    private static final Duration SILENT = Duration.ofHours(1);

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
            String state = state(gate, now);
            return new Row(
                    words.say("gate." + gate.kind()),
                    words.say("gate.hint." + gate.kind()),
                    gate.endpoint(),
                    switch (state) {
                        case "connected" -> "check";
                        case "closed" -> "blocked";
                        case "silent" -> "alerts";
                        default -> "wait";
                    },
                    words.say("gate.state." + state),
                    gate.last().map(words::moment).orElse(null),
                    words.number(gate.perMinute()),
                    words.number(gate.requests()),
                    gate.connections().isPresent()
                            ? words.number(gate.connections().getAsInt())
                            : null,
                    words.number(gate.errors()));
        }

        /** The end of the key of its message. */
        static String state(GateBoard.State gate, Instant now) {
            if (!gate.listening()) {
                return "closed";
            }
            if (gate.connections().orElse(0) > 0) {
                return "connected";
            }
            return gate.last()
                    .map(last -> last.isAfter(now.minus(SILENT)) ? "connected" : "silent")
                    .orElse("waiting");
        }
    }
}
