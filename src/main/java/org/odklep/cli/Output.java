package org.odklep.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.odklep.cli.client.Answer;
import org.odklep.cli.client.Json;
import org.odklep.cli.client.ServerClient;
import org.odklep.cli.client.ServerOptions;
import org.odklep.cli.terminal.Page;
import org.odklep.cli.terminal.Shell;
import org.odklep.cli.view.Entry;

/** Prints what the server answered: as it came for programs, as a page for people. */
final class Output {
    private final Shell shell;
    private final ServerOptions options;

    Output(Shell shell, ServerOptions options) {
        this.shell = shell;
        this.options = options;
    }

    /** Prints one object. */
    void show(Answer answer, Function<Entry, Page> page) {
        if (options.json()) {
            shell.write(answer.text().stripTrailing() + "\n");
        } else {
            shell.show(page.apply(new Entry(answer.body())));
        }
    }

    /** Prints a list, all pages as one. */
    void list(ServerClient client, String path, Function<List<Entry>, Page> page) {
        list(client, path, LengthOption.ALL, page);
    }

    /** Prints the beginning of a list. */
    void list(ServerClient client, String path, LengthOption length, Function<List<Entry>, Page> page) {
        if (options.json()) {
            write(client, path, length.forPrograms());
        } else {
            shell.show(page.apply(read(client, path, length.forPeople())));
        }
    }

    static List<Entry> read(ServerClient client, String path, long limit) {
        List<Entry> entries = new ArrayList<>();
        client.list(path, limit, each -> entries.add(new Entry(each)));
        return entries;
    }

    /** One JSON array, each entry on a line, printed while the pages arrive. */
    private void write(ServerClient client, String path, long limit) {
        StringBuilder before = new StringBuilder("[\n");
        client.list(path, limit, each -> {
            shell.write(before + Json.line(each));
            before.replace(0, 1, ",");
        });
        shell.write(before.charAt(0) == '[' ? "[]\n" : "\n]\n");
    }
}
