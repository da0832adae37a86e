package org.odklep.web.api.user;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.account.Role;
import org.odklep.csv.CsvException;
import org.odklep.csv.CsvTable;
import org.odklep.csv.CsvText;
import org.odklep.user.ImportResult;
import org.odklep.user.UserColumns;
import org.odklep.user.UserExport;
import org.odklep.user.UserImport;
import org.odklep.user.UserQuery;
import org.odklep.web.api.ApiSettings;
import org.odklep.web.graph.ErrorKind;
import org.odklep.web.graph.GraphError;
import org.odklep.web.graph.ListOptions;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Users as tables (CSV): import and export. */
@RestController
@RequestMapping(ApiSettings.V1 + "/users")
class UserTableController {
    static final String TABLE = "text/csv";
    private static final String DRY_RUN = "dryRun";
    /** A million users with short names. */
    private static final long MAX_BYTES = 128L * 1024 * 1024;

    private final UserImport users;
    private final UserExport export;
    private final InstantSource clock;

    UserTableController(UserImport users, UserExport export, InstantSource clock) {
        this.users = users;
        this.export = export;
        this.clock = clock;
    }

    /**
     * What came of an import.
     *
     * @param status {@code checked} for a dry run without a problem, {@code imported}, or {@code rejected}
     * @param users how many there are, or would be
     * @param problemCount of which the first are in {@code problems}
     */
    record Imported(String status, int users, int problemCount, List<ImportResult.Problem> problems) {
        static Imported of(ImportResult result) {
            return switch (result) {
                case ImportResult.Checked(int users) -> new Imported("checked", users, 0, List.of());
                case ImportResult.Imported(int users) -> new Imported("imported", users, 0, List.of());
                case ImportResult.Rejected(List<ImportResult.Problem> problems, int count) ->
                    new Imported("rejected", 0, count, problems);
                case ImportResult.NotAllowed(Role needed) -> throw GraphError.accessDenied(needed);
                case ImportResult.Busy() -> throw Outcomes.busy();
                case ImportResult.AnotherRuns() ->
                    throw GraphError.of(ErrorKind.ACTIVITY_LIMIT_REACHED, "Another table is being imported; try later.")
                            .withHeader(HttpHeaders.RETRY_AFTER, "10");
            };
        }
    }

    /** A dry run, unless {@code dryRun=false}. */
    @PostMapping(path = "/import", produces = APPLICATION_JSON_VALUE)
    Imported store(HttpServletRequest request, Actor actor) throws IOException {
        GraphError.require(actor, Right.EDIT_USERS);
        boolean dry = isDry(ListOptions.of(request, DRY_RUN).value(DRY_RUN));
        try (Reader reader = text(request)) {
            Supplier<UserImport.Table> table = () -> table(CsvText.read(reader));
            return Imported.of(
                    dry ? users.check(table, actor, clock.instant()) : users.run(table, actor, clock.instant()));
        } catch (CsvException e) {
            throw broken(e);
        }
    }

    /** Takes the options of the list but those of pages. */
    @GetMapping("/export")
    void export(HttpServletRequest request, HttpServletResponse response, Actor actor) throws IOException {
        GraphError.require(actor, Right.READ_USERS);
        UserSelection selection =
                UserSelection.of(ListOptions.of(request, ListOptions.FILTER, ListOptions.SEARCH, ListOptions.ORDER_BY));
        UserQuery query = selection.query();
        response.setContentType(TABLE + ";charset=UTF-8");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"users.csv\"");
        try (Writer out =
                new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8))) {
            CsvText.write(out, UserColumns.EXPORTED);
            export.lines(query, selection.wanted(), actor, cells -> line(out, cells));
        }
    }

    private static void line(Writer out, List<String> cells) {
        try {
            CsvText.write(out, cells);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isDry(Optional<String> text) {
        return switch (text.orElse("true")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw GraphError.invalid(DRY_RUN, "must be true or false");
        };
    }

    private static Reader text(HttpServletRequest request) throws IOException {
        String type = Optional.ofNullable(request.getContentType()).orElse("");
        if (!type.toLowerCase(Locale.ROOT).startsWith(TABLE)) {
            throw GraphError.of(ErrorKind.UNSUPPORTED_MEDIA_TYPE, "Send the table as text/csv, in UTF-8.")
                    .withHeader(HttpHeaders.ACCEPT, TABLE);
        }
        return new BufferedReader(new InputStreamReader(
                new LimitedInput(request.getInputStream(), MAX_BYTES), StandardCharsets.UTF_8.newDecoder()));
    }

    private static UserImport.Table table(CsvTable table) {
        return new UserImport.Table(
                table.columns(), table.rows().map(row -> new UserImport.Line(row.line(), row.cells(), row.fault())));
    }

    private static GraphError broken(CsvException e) {
        if (e.getCause() instanceof LimitedInput.TooLarge) {
            return GraphError.of(
                    ErrorKind.TOO_LARGE, "A table has at most " + MAX_BYTES / 1024 / 1024 + " MiB: split it.");
        }
        return GraphError.invalid(
                "file",
                e.getCause() instanceof CharacterCodingException
                        ? "the file is not in UTF-8: save it so"
                        : String.valueOf(e.getMessage()));
    }
}
