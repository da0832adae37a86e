package org.odklep.web.admin;

import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What the next page says about a form: in green only when something was done. */
final class Told {
    private Told() {}

    /** @param changed false when all was so before */
    static void tell(RedirectAttributes flash, String outcome, boolean changed) {
        flash.addFlashAttribute("outcome", outcome);
        flash.addFlashAttribute("unchanged", !changed);
    }
}
