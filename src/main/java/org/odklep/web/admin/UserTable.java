package org.odklep.web.admin;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.csv.CsvText;
import org.odklep.user.UserColumns;
import org.odklep.user.UserExport;
import org.odklep.user.UserQuery;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The users of a list as a table to keep, all pages of it. */
@Controller
class UserTable {
    private final UserExport export;
    private final StoppedAccounts stopped;

    UserTable(UserExport export, StoppedAccounts stopped) {
        this.export = export;
        this.stopped = stopped;
    }

    @GetMapping(UserSearch.PATH + "/export")
    void export(UserSearch.Asked asked, Actor actor, HttpServletResponse response) throws IOException {
        NeedsRole.unless(actor, Right.READ_USERS);
        UserSearch search = UserSearch.of(asked, actor).from(Optional.empty());
        UserQuery query = search.query(UserQuery.MAX_TOP, stopped);
        try (Writer out = CsvDownload.open(response, "users.csv", UserColumns.EXPORTED)) {
            export.lines(query, actor, cells -> line(out, cells));
        }
    }

    private static void line(Writer out, List<String> cells) {
        try {
            CsvText.write(out, cells);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
