package org.odklep.web.admin.policy;

import org.odklep.web.admin.words.Words;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Says of something that was done whether the account is nobody's so far: it may be spelt wrong. */
final class Strangers {
    private Strangers() {}

    static void tell(RedirectAttributes flash, String outcome, boolean stranger, Words words) {
        flash.addFlashAttribute("outcome", stranger ? outcome + " " + words.say("account.stranger") : outcome);
        flash.addFlashAttribute("doubt", stranger);
    }
}
