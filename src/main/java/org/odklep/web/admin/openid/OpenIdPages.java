package org.odklep.web.admin.openid;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.odklep.kernel.Secret;
import org.odklep.signin.ProviderAnswer;
import org.odklep.signin.ProviderSignIn;
import org.odklep.signin.SignedIn;
import org.odklep.signin.WebSessions;
import org.odklep.web.admin.session.Browser;
import org.odklep.web.admin.session.NextPage;
import org.odklep.web.admin.session.SessionCookie;
import org.odklep.web.admin.session.Visitor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/**
 * To the provider and back. Leaving is a link and no form: the policy of our pages would have to allow every address through which a
 * provider leads whoever leaves by a form.
 */
@Controller
@RequestMapping(OpenIdPages.PATH)
class OpenIdPages {
    static final String PATH = "/sign-in/openid";
    static final String BACK = PATH + "/back";

    private static final Logger LOG = LoggerFactory.getLogger(OpenIdPages.class);
    private static final int MAX_LINE = 300;

    /** What a provider says (RFC 6749, OpenID Connect Core) when whoever went there did not want to, or could not. */
    private static final Set<String> CANCELLED = Set.of(
            "access_denied",
            "login_required",
            "interaction_required",
            "consent_required",
            "account_selection_required");

    private static final Set<String> OURSELVES = Set.of("same-origin", "none");

    private final OpenIdDoor door;
    private final Trips trips;
    private final ProviderSignIn signIn;
    private final WebSessions sessions;
    private final SessionCookie cookie;
    private final TripCookie tripCookie;
    private final InstantSource clock;

    OpenIdPages(
            OpenIdDoor door,
            Trips trips,
            ProviderSignIn signIn,
            WebSessions sessions,
            SessionCookie cookie,
            InstantSource clock) {
        this.door = door;
        this.trips = trips;
        this.signIn = signIn;
        this.sessions = sessions;
        this.cookie = cookie;
        this.tripCookie = new TripCookie(cookie.secure());
        this.clock = clock;
    }

    /**
     * What somebody brings back.
     *
     * @param code for the provider
     * @param error code of the provider, if it did not let somebody in; what else it says of that is nobody's words that we know
     * @param iss the issuer (RFC 9207)
     */
    record Brought(String code, String state, String error, String iss) {}

    /** @param site where the link stood, as browsers say: other people's pages send nobody to sign in */
    @GetMapping
    ModelAndView leave(
            @RequestParam(defaultValue = "") String next,
            @RequestHeader(name = "Sec-Fetch-Site", defaultValue = "same-origin") String site,
            HttpServletRequest request,
            HttpServletResponse response) {
        OpenIdProvider provider = provider();
        if (Visitor.signedIn(request).isPresent()) {
            return to("/");
        }
        if (!OURSELVES.contains(site)) {
            return to("/sign-in");
        }
        Instant now = clock.instant();
        Trips.Trip trip = trips.begin(next, now);
        try {
            String address = provider.signInAddress(trip, now).toString();
            tripCookie.give(trip.cookie(), response);
            return to(address);
        } catch (OpenIdProvider.Away e) {
            return failed(new Arrival.Failed(Trouble.AWAY, String.valueOf(e.getCause())), next, provider);
        }
    }

    /** Whatever comes of it, the way is not gone twice. */
    @GetMapping("/back")
    ModelAndView arrive(
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String error,
            @RequestParam(defaultValue = "") String iss,
            HttpServletRequest request,
            HttpServletResponse response) {
        OpenIdProvider provider = provider();
        Instant now = clock.instant();
        Optional<Trips.Trip> trip = TripCookie.read(request)
                .flatMap(text -> trips.read(text, now))
                .filter(known -> Trips.isSame(known.state(), state));
        tripCookie.take(response);
        if (trip.isEmpty()) {
            return refused(Trouble.STALE, "");
        }
        return switch (arrival(new Brought(code, state, error, iss), trip.get(), provider, now)) {
            case Arrival.Vouched(ProviderSignIn.Word word) -> signIn(word, trip.get(), request, response, now);
            case Arrival.Failed failed -> failed(failed, trip.get().next(), provider);
        };
    }

    private static Arrival arrival(Brought brought, Trips.Trip trip, OpenIdProvider provider, Instant now) {
        if (brought.error().isEmpty() && !brought.code().isEmpty()) {
            return provider.arrive(brought.code(), brought.iss(), trip, now);
        }
        return CANCELLED.contains(brought.error())
                ? new Arrival.Failed(Trouble.CANCELLED, brought.error())
                : new Arrival.Failed(Trouble.UNPROVEN, "no code, but " + brought.error());
    }

    private ModelAndView signIn(
            ProviderSignIn.Word word,
            Trips.Trip trip,
            HttpServletRequest request,
            HttpServletResponse response,
            Instant now) {
        return switch (signIn.signIn(word, trip.ticket(), Browser.of(request), now)) {
            case ProviderAnswer.Opened(Secret secret) -> {
                Visitor.signedIn(request).map(SignedIn::session).ifPresent(sessions::signOut);
                cookie.give(secret, request, response);
                yield arrived(trip.next(), response);
            }
            case ProviderAnswer.NoRole() -> refused(Trouble.ROLE, trip.next());
            case ProviderAnswer.Refused(var why) -> refused(Trouble.of(why), trip.next());
            case ProviderAnswer.Spent() -> refused(Trouble.STALE, trip.next());
        };
    }

    /**
     * A page of ours that goes on by itself. Led on from here by a redirect, the browser would still be on its way from another site,
     * and keep the cookie of the session to itself.
     */
    private static ModelAndView arrived(String next, HttpServletResponse response) {
        response.setHeader("Refresh", "0;url=" + next);
        return new ModelAndView("openid-arrived").addObject("next", next);
    }

    private OpenIdProvider provider() {
        return door.provider().orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static ModelAndView failed(Arrival.Failed failure, String next, OpenIdProvider provider) {
        if (failure.trouble() != Trouble.CANCELLED) {
            LOG.warn("a sign-in through {} failed: {}", provider.client().issuer(), oneLine(failure.why()));
        }
        return refused(failure.trouble(), next);
    }

    /** @param next the page that whoever tries again goes on to */
    private static ModelAndView refused(Trouble trouble, String next) {
        return to("/sign-in?refused=" + trouble.key()
                + NextPage.parse(next).map(page -> "&" + NextPage.query(page)).orElse(""));
    }

    private static ModelAndView to(String address) {
        RedirectView view = new RedirectView(address);
        view.setExpandUriTemplateVariables(false);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        return new ModelAndView(view);
    }

    /** What others said, as one line of a log. */
    static String oneLine(String text) {
        String line = text.replaceAll("[^\\P{C}]", " ");
        return line.length() > MAX_LINE ? line.substring(0, MAX_LINE) + "…" : line;
    }
}
