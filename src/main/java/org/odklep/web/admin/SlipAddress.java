package org.odklep.web.admin;

import org.odklep.web.admin.session.PublicAddress;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/**
 * What a slip with a password says of where to sign in: nothing unless the configuration names the address, for the one that a
 * request came by may be a way that nobody else has.
 */
@Component
final class SlipAddress {
    private final PublicAddress address;

    SlipAddress(PublicAddress address) {
        this.address = address;
    }

    /** With what whoever gets a slip does next. */
    ModelAndView addTo(ModelAndView page, boolean mustChange) {
        return page.addObject("mustChange", mustChange)
                .addObject("address", address.known().orElse(null));
    }
}
