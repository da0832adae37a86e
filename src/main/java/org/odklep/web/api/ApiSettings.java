package org.odklep.web.api;

import java.util.Optional;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.MailDomain;
import org.odklep.web.graph.GraphError;

/**
 * What the API has to know of the installation.
 *
 * @param version of the program
 * @param defaultDomain added to account names that come without a domain
 * @param baseUrl how clients reach the API when a proxy stands in front; without a final slash
 */
public record ApiSettings(String version, Optional<MailDomain> defaultDomain, Optional<String> baseUrl) {
    /** The first part of every path. */
    public static final String V1 = "/v1.0";

    /**
     * The account that a client names.
     *
     * @throws IllegalArgumentException with a message for the user
     */
    public AccountName account(String text) {
        return AccountName.named(text).orAt(defaultDomain);
    }

    /**
     * The account that a client names in a part of a request.
     *
     * @param part such as {@code $filter}, named in the error
     */
    AccountName account(String part, String text) {
        try {
            return account(text);
        } catch (IllegalArgumentException e) {
            throw GraphError.invalid(part, String.valueOf(e.getMessage()));
        }
    }
}
