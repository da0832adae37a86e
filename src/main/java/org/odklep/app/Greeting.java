package org.odklep.app;

import java.io.PrintStream;
import java.util.Optional;
import org.odklep.gate.net.Listener;
import org.odklep.organisation.SetUp;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What the server says when it is ready: where it is, and how to get in for the first time. */
@Component
final class Greeting {
    private final WebAddress address;
    private final Gates gates;
    private final SetUp setUp;

    Greeting(WebAddress address, Gates gates, SetUp setUp) {
        this.address = address;
        this.gates = gates;
        this.setUp = setUp;
    }

    @EventListener(ApplicationReadyEvent.class)
    void print() {
        print(System.out, setUp.issueCode());
    }

    private void print(PrintStream out, Optional<String> code) {
        out.println("Odklep is ready.");
        out.println("Admin page: " + address.shown() + "/");
        for (Listener listener : gates.listeners()) {
            out.println("Postfix gate: " + listener.endpoint());
        }
        code.ifPresent(text -> {
            out.println("One-time set-up code: " + text);
            out.println(
                    "There is no administrator yet: enter the code on the admin page to make the first one, and to name");
            out.println("your organisation and its mail domains. The code works once, and until the server stops; the");
            out.println("next start prints a new one.");
        });
        out.flush();
    }
}
