package org.odklep.web.api;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.odklep.account.Actor;
import org.odklep.account.Administrators;
import org.odklep.account.Right;
import org.odklep.kernel.AccountName;
import org.odklep.signin.SignInLog;
import org.odklep.signin.SignInRecord;
import org.odklep.web.graph.GraphError;
import org.odklep.web.graph.Links;
import org.odklep.web.graph.ListOptions;
import org.odklep.web.graph.Listing;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The sign-in log, newest first: what truly happened, where clients are told the same whatever it was. */
@RestController
@RequestMapping(path = ApiSettings.V1 + "/auditLogs/signIns", produces = APPLICATION_JSON_VALUE)
class SignInController {
    private static final String EXAMPLE = "userPrincipalName eq 'ana@example.si'";

    private final SignInLog log;
    private final Administrators administrators;
    private final Links links;
    private final ApiSettings settings;

    SignInController(SignInLog log, Administrators administrators, Links links, ApiSettings settings) {
        this.log = log;
        this.administrators = administrators;
        this.links = links;
        this.settings = settings;
    }

    @GetMapping
    Listing<SignIn> list(HttpServletRequest request, Actor actor) {
        GraphError.require(actor, Right.READ);
        ListOptions options = ListOptions.of(request, ListOptions.FILTER, ListOptions.TOP, ListOptions.SKIP_TOKEN);
        int top = options.top();
        List<SignInRecord> found =
                log.list(new SignInLog.Query(account(options), Optional.empty(), before(options), top + 1));
        List<SignInRecord> page = found.subList(0, Math.min(top, found.size()));
        Optional<String> next = found.size() > top ? Optional.of(token(page.getLast())) : Optional.empty();
        return links.page(request, options, page.stream().map(SignIn::of).toList(), next);
    }

    /** An administrator has a name without a domain. */
    private Optional<AccountName> account(ListOptions options) {
        return options.equalTo("userPrincipalName", EXAMPLE)
                .map(text -> AccountName.parse(text)
                        .filter(name -> administrators.find(name).isPresent())
                        .orElseGet(() -> settings.ownName(ListOptions.FILTER, text)));
    }

    private static String token(SignInRecord last) {
        return last.at().toEpochMilli() + "." + last.id();
    }

    private static Optional<SignInLog.Position> before(ListOptions options) {
        return options.value(ListOptions.SKIP_TOKEN).map(token -> {
            if (!token.matches("[0-9]{1,15}[.][0-9A-Z]{1,20}")) {
                throw GraphError.invalid(
                        ListOptions.SKIP_TOKEN, "is not one that this list gave; begin at its first page");
            }
            int dot = token.indexOf('.');
            return new SignInLog.Position(
                    Instant.ofEpochMilli(Long.parseLong(token.substring(0, dot))), token.substring(dot + 1));
        });
    }
}
