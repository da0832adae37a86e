package org.odklep.web.admin;

import java.util.List;
import org.odklep.kernel.Secret;
import org.odklep.web.admin.words.Words;
import org.springframework.web.servlet.ModelAndView;

/** The page that shows recovery codes, this once: they are stored nowhere for a page to come. */
final class RecoveryCodesPage {
    private RecoveryCodesPage() {}

    static ModelAndView of(String heading, List<Secret> codes, Words words) {
        return new ModelAndView("recovery-codes")
                .addObject("heading", words.say(heading))
                .addObject("codes", codes.stream().map(Secret::reveal).toList());
    }
}
