package org.odklep.web.admin;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.account.Role;
import org.odklep.csv.CsvException;
import org.odklep.csv.CsvTable;
import org.odklep.csv.CsvText;
import org.odklep.user.ImportResult;
import org.odklep.user.UserColumns;
import org.odklep.user.UserImport;
import org.odklep.web.admin.words.Words;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Import of users from a table: a dry run, then the same table once more, which the page of the dry run holds. So no server
 * keeps it, whichever node is asked next.
 */
@Controller
@RequestMapping(UserSearch.PATH + "/import")
class UserImportPages {
    /** Some ten thousand users; more are a matter of the command. A form with it stays below what a server reads. */
    static final int MAX_BYTES = 1024 * 1024;

    private static final int SHOWN = 200;

    private final UserImport users;
    private final InstantSource clock;

    UserImportPages(UserImport users, InstantSource clock) {
        this.users = users;
        this.clock = clock;
    }

    @FreshProof
    @GetMapping
    ModelAndView form(Actor actor, Words words) {
        NeedsRole.unless(actor, Right.EDIT_USERS);
        return page(HttpStatus.OK, words);
    }

    /** The dry run. */
    @PostMapping(params = "!table")
    ModelAndView check(
            @RequestParam(name = "file", required = false) @Nullable MultipartFile file, Actor actor, Words words)
            throws IOException {
        NeedsRole.unless(actor, Right.EDIT_USERS);
        if (file == null || file.isEmpty()) {
            return refused(words, words.say("import.problem.none"));
        }
        if (file.getSize() > MAX_BYTES) {
            return refused(words, words.say("import.problem.large"));
        }
        byte[] bytes = file.getBytes();
        return answer(bytes, table -> users.check(table, actor, clock.instant()), words, null);
    }

    @FreshProof
    @PostMapping(params = "table")
    ModelAndView store(@RequestParam String table, Actor actor, Words words, RedirectAttributes flash) {
        NeedsRole.unless(actor, Right.EDIT_USERS);
        return answer(bytes(table), read -> users.run(read, actor, clock.instant()), words, flash);
    }

    private interface Step {
        ImportResult of(Supplier<UserImport.Table> table);
    }

    private static ModelAndView answer(byte[] bytes, Step step, Words words, @Nullable RedirectAttributes flash) {
        try (Reader text = text(bytes)) {
            return answer(step.of(() -> table(CsvText.read(text))), bytes, words, flash);
        } catch (CsvException e) {
            return refused(
                    words,
                    isOfCharacters(e)
                            ? words.say("import.problem.encoding")
                            : words.say("import.problem.broken", String.valueOf(e.getMessage())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ModelAndView answer(
            ImportResult result, byte[] bytes, Words words, @Nullable RedirectAttributes flash) {
        return switch (result) {
            case ImportResult.Checked(int count) ->
                page(HttpStatus.OK, words)
                        .addObject("checked", words.count("import.checked", count))
                        .addObject("submit", words.count("import.submit", count))
                        .addObject(
                                "table", Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
            case ImportResult.Imported(int count) -> done(count, words, flash);
            case ImportResult.Rejected(List<ImportResult.Problem> problems, int count) ->
                refused(words, words.count("import.rejected", count))
                        .addObject("problems", problems.stream().limit(SHOWN).toList())
                        .addObject(
                                "more",
                                count > SHOWN ? words.say("import.more", Math.min(SHOWN, problems.size())) : null);
            case ImportResult.Busy() -> refused(words, words.say("user.problem.busy"));
            case ImportResult.AnotherRuns() ->
                refused(HttpStatus.TOO_MANY_REQUESTS, words, words.say("import.problem.another"));
            case ImportResult.NotAllowed(Role needed) -> throw new NeedsRole(needed);
        };
    }

    private static ModelAndView done(int count, Words words, @Nullable RedirectAttributes flash) {
        if (flash != null) {
            flash.addFlashAttribute("outcome", words.count("import.done", count));
        }
        return new ModelAndView("redirect:" + UserSearch.PATH + "?sort=created&order=descending");
    }

    private static ModelAndView refused(Words words, String problem) {
        return refused(HttpStatus.UNPROCESSABLE_CONTENT, words, problem);
    }

    private static ModelAndView refused(HttpStatus status, Words words, String problem) {
        return page(status, words).addObject("problem", problem);
    }

    private static ModelAndView page(HttpStatus status, Words words) {
        List<Column> columns = UserColumns.IMPORTED.stream()
                .map(name -> new Column(name, words.say("import.column." + name)))
                .toList();
        ModelAndView page = new ModelAndView("user-import").addObject("columns", columns);
        page.setStatus(status);
        return page;
    }

    /** A column that a table may have, and what stands in it. */
    record Column(String name, String meaning) {}

    private static byte[] bytes(String table) {
        try {
            return Base64.getUrlDecoder().decode(table);
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "not the table of a dry run", e);
        }
    }

    private static boolean isOfCharacters(CsvException e) {
        return Stream.iterate((Throwable) e, Objects::nonNull, Throwable::getCause)
                .anyMatch(CharacterCodingException.class::isInstance);
    }

    private static Reader text(byte[] bytes) {
        return new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8.newDecoder());
    }

    private static UserImport.Table table(CsvTable table) {
        return new UserImport.Table(
                table.columns(), table.rows().map(row -> new UserImport.Line(row.line(), row.cells(), row.fault())));
    }
}
