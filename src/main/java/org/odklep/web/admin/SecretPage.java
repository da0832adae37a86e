package org.odklep.web.admin;

import org.odklep.kernel.Secret;
import org.springframework.web.servlet.ModelAndView;

/** A panel that shows a secret, once. */
final class SecretPage {
    private SecretPage() {}

    /** @param back the page to go on to */
    static ModelAndView of(String title, String text, Secret secret, String back) {
        return new ModelAndView("secret")
                .addObject("heading", title)
                .addObject("text", text)
                .addObject("secret", secret.reveal())
                .addObject("back", back);
    }
}
