package org.odklep.web.admin;

import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;

/**
 * The form in which somebody chooses the own password.
 *
 * @param action where it goes
 * @param name of the owner
 * @param least how long the password has to be
 * @param mustChange true when there is nothing else to do
 * @param asksPresent true when the present password has to be shown too
 */
record PasswordForm(String action, String name, int least, boolean mustChange, boolean asksPresent) {
    /** The page, with what is wrong with what was typed. */
    ModelAndView page(List<String> problems) {
        ModelAndView page = new ModelAndView("password")
                .addObject("action", action)
                .addObject("problems", problems)
                .addObject("least", least)
                .addObject("name", name)
                .addObject("mustChange", mustChange)
                .addObject("asksPresent", asksPresent);
        page.setStatus(problems.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
        return page;
    }
}
