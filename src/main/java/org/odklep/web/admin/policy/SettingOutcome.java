package org.odklep.web.admin.policy;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.odklep.account.Role;
import org.odklep.setting.SettingChange;
import org.odklep.setting.SettingProblem;
import org.odklep.web.admin.NeedsRole;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * What a page of settings answers to whoever saved it.
 *
 * @param path of the page
 * @param saved what is said when they were saved
 * @param form the page as it was typed
 * @param words a problem in words
 * @param revision of what is stored now
 */
public record SettingOutcome(
        String path, String saved, Form form, Function<SettingProblem, String> words, Supplier<String> revision) {
    /** The page with values, the revision that they are about, and what is wrong with them. */
    public interface Form {
        ModelAndView of(Map<String, String> typed, String revision, SettingProblems problems);
    }

    /** The answer to a change. @param seen the revision that the form was opened with */
    public ModelAndView answer(SettingChange change, Map<String, String> typed, String seen, RedirectAttributes flash) {
        return switch (change) {
            case SettingChange.Done() -> {
                flash.addFlashAttribute("outcome", saved);
                yield new ModelAndView("redirect:" + path);
            }
            case SettingChange.Invalid(List<SettingProblem> problems) ->
                refused(form.of(typed, seen, new SettingProblems(problems, words)), HttpStatus.UNPROCESSABLE_CONTENT);
            case SettingChange.Conflict() ->
                refused(
                        form.of(typed, revision.get(), SettingProblems.NONE).addObject("conflict", true),
                        HttpStatus.CONFLICT);
            case SettingChange.NotAllowed(Role needed) -> throw new NeedsRole(needed);
        };
    }

    private static ModelAndView refused(ModelAndView page, HttpStatus status) {
        page.setStatus(status);
        return page;
    }
}
