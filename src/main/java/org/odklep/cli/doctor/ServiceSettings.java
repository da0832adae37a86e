package org.odklep.cli.doctor;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parameters as one service sees them: main.cf, overridden by the service's own {@code -o} options. */
final class ServiceSettings {
    /** Postfix's defaults of the parameters that are asked for here; all others are empty (postconf -d, 3.7). */
    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("compatibility_level", "0"),
            Map.entry("queue_directory", "/var/spool/postfix"),
            Map.entry("smtpd_delay_reject", "yes"),
            Map.entry("smtpd_policy_service_default_action", "451 4.3.5 Server configuration problem"),
            Map.entry("smtpd_policy_service_retry_delay", "1s"),
            Map.entry("smtpd_policy_service_timeout", "100s"),
            Map.entry("smtpd_policy_service_try_limit", "2"),
            Map.entry("smtpd_recipient_limit", "1000"),
            Map.entry(
                    "smtpd_relay_restrictions",
                    "permit_mynetworks, permit_sasl_authenticated, defer_unauth_destination"));

    private final PostfixSettings settings;
    private final PostfixSettings.Service service;

    ServiceSettings(PostfixSettings settings, PostfixSettings.Service service) {
        this.settings = settings;
        this.service = service;
    }

    PostfixSettings.Service service() {
        return service;
    }

    /** The same service without its own options: what main.cf alone would give it. */
    ServiceSettings inherited() {
        return new ServiceSettings(settings, service.plain());
    }

    boolean overrides(String parameter) {
        return service.overrides().containsKey(parameter);
    }

    /** True when an operator gave the value, be it in main.cf or for this service. */
    boolean isSet(String parameter) {
        return overrides(parameter) || settings.parameters().containsKey(parameter);
    }

    /** A value as written, or Postfix's default. */
    String raw(String parameter) {
        String inherited = settings.parameters().getOrDefault(parameter, DEFAULTS.getOrDefault(parameter, ""));
        String own = service.overrides().get(parameter);
        return own != null ? own : parameter.equals("service_name") ? service.name() : inherited;
    }

    /** A value with its references filled in; empty when they cannot be. */
    String text(String parameter) {
        return expand(parameter).text();
    }

    /** Why the references in a value cannot be filled in. */
    Optional<String> problem(String parameter) {
        return expand(parameter).problem();
    }

    boolean isOn(String parameter) {
        return text(parameter).equalsIgnoreCase("yes");
    }

    /** The names that count as restriction classes. */
    List<String> restrictionClasses() {
        return BraceWords.split(text("smtpd_restriction_classes"), BraceWords.COMMA_OR_SPACE);
    }

    /** A missing column means "no", except at compatibility level 0 (master(5)). */
    boolean isChrooted() {
        boolean oldDefault = text("compatibility_level").matches("0(\\..*)?");
        return service.chroot().equals("y") || (service.chroot().equals("-") && oldDefault);
    }

    /** The endpoint as other programs of the host know it: with the socket's real path. */
    PolicyEndpoint onHost(PolicyEndpoint endpoint) {
        return switch (endpoint) {
            case PolicyEndpoint.Inet inet -> inet;
            case PolicyEndpoint.Unix unix
            when !unix.isAbsolute() -> new PolicyEndpoint.Unix(text("queue_directory") + "/" + unix.path());
            case PolicyEndpoint.Unix unix
            when isChrooted() -> new PolicyEndpoint.Unix(text("queue_directory") + unix.path());
            case PolicyEndpoint.Unix unix -> unix;
        };
    }

    private Expansion.Result expand(String parameter) {
        return Expansion.of(raw(parameter), this::raw);
    }
}
