package org.odklep.web.admin;

import org.springframework.web.servlet.ModelAndView;

/** A panel that asks once more. */
public final class ConfirmPage {
    private ConfirmPage() {}

    /**
     * @param action where the form goes
     * @param submit the words of its button
     * @param back the page to return to
     */
    public static ModelAndView of(String title, String text, String action, String submit, String back) {
        return new ModelAndView("confirm")
                .addObject("heading", title)
                .addObject("text", text)
                .addObject("action", action)
                .addObject("submit", submit)
                .addObject("back", back);
    }
}
