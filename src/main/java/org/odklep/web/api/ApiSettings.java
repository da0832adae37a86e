package org.odklep.web.api;

import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.MailDomain;
import org.odklep.web.graph.GraphError;

/**
 * What the API has to know of the installation.
 *
 * @param version of the program
 * @param domain what is added now to account names that come without one
 * @param canonical an account's own name for any name that signs it in
 * @param zone the organisation's time zone now
 * @param baseUrl how clients reach the API when a proxy stands in front; without a final slash
 */
public record ApiSettings(
        String version,
        Supplier<Optional<MailDomain>> domain,
        UnaryOperator<AccountName> canonical,
        Supplier<ZoneId> zone,
        Optional<String> baseUrl) {
    /** The first part of every path. */
    public static final String V1 = "/v1.0";

    /** What is added to account names that come without a domain. */
    Optional<MailDomain> defaultDomain() {
        return domain.get();
    }

    /**
     * The account that a client names.
     *
     * @throws IllegalArgumentException with a message for the user
     */
    public AccountName account(String text) {
        return AccountName.named(text).orAt(defaultDomain());
    }

    /**
     * The name by which locks and lists know the account that a client names, perhaps by an alias.
     *
     * @throws IllegalArgumentException with a message for the user
     */
    AccountName ownName(String text) {
        return ownName(AccountName.named(text));
    }

    /** The same for a name that stood somewhere else. */
    AccountName ownName(AccountName name) {
        return canonical.apply(name.orAt(defaultDomain()));
    }

    /**
     * The same for an account that is named in a part of a request.
     *
     * @param part such as {@code $filter}, named in the error
     */
    AccountName ownName(String part, String text) {
        try {
            return ownName(text);
        } catch (IllegalArgumentException e) {
            throw GraphError.invalid(part, String.valueOf(e.getMessage()));
        }
    }
}
