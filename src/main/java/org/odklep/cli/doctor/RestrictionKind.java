package org.odklep.cli.doctor;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What Postfix's own restrictions can do to the ones behind them (postconf(5), smtpd_*_restrictions). */
enum RestrictionKind {
    /** Applies to the next restriction: refusals are logged only. */
    WARN,
    /** Ends the list for everyone. */
    END,
    /** Ends the list for some clients or recipients. */
    PERMIT,
    /** The same, with an argument. */
    PERMIT_WITH_ARGUMENT,
    /** Looks something up: an entry may end the list. */
    TABLE,
    /** Looks something up, and no entry may permit. */
    STRICT_TABLE,
    /** Turns later refusals into temporary ones. */
    SOFTEN,
    /** Asks a policy server. */
    POLICY,
    /** Refuses or passes on. */
    PLAIN,
    /** The same, with an argument. */
    PLAIN_WITH_ARGUMENT;

    private static final Map<String, RestrictionKind> NAMES = names();

    /** The kind of a restriction that Postfix defines; it does not mind the case. */
    static Optional<RestrictionKind> of(String name) {
        return Optional.ofNullable(NAMES.get(name.toLowerCase(Locale.ROOT)));
    }

    private static Map<String, RestrictionKind> names() {
        Map<String, RestrictionKind> names = new HashMap<>();
        put(names, WARN, "warn_if_reject");
        put(names, END, "permit reject defer");
        put(names, POLICY, "check_policy_service");
        put(names, SOFTEN, "defer_if_reject");
        put(
                names,
                PERMIT,
                "permit_mynetworks permit_sasl_authenticated permit_inet_interfaces permit_tls_clientcerts"
                        + " permit_tls_all_clientcerts permit_naked_ip_address permit_auth_destination permit_mx_backup"
                        + " check_relay_domains");
        put(names, PERMIT_WITH_ARGUMENT, "permit_dnswl_client permit_rhswl_client");
        put(
                names,
                TABLE,
                "check_client_access check_ccert_access check_sasl_access check_helo_access check_sender_access"
                        + " check_recipient_access check_etrn_access");
        put(names, STRICT_TABLE, "check_reverse_client_hostname_access");
        for (String subject : List.of("client", "reverse_client_hostname", "helo", "sender", "recipient")) {
            for (String record : List.of("a", "mx", "ns")) {
                put(names, STRICT_TABLE, "check_" + subject + "_" + record + "_access");
            }
        }
        put(
                names,
                PLAIN,
                "defer_if_permit defer_unauth_destination reject_unauth_destination reject_unauth_pipelining"
                        + " reject_plaintext_session reject_multi_recipient_bounce reject_maps_rbl check_recipient_maps"
                        + " reject_unknown_client reject_unknown_client_hostname reject_unknown_reverse_client_hostname"
                        + " reject_unknown_forward_client_hostname reject_invalid_hostname reject_invalid_helo_hostname"
                        + " reject_unknown_hostname reject_unknown_helo_hostname reject_non_fqdn_hostname"
                        + " reject_non_fqdn_helo_hostname reject_non_fqdn_sender reject_non_fqdn_recipient"
                        + " reject_unknown_address reject_unknown_sender_domain reject_unknown_recipient_domain"
                        + " reject_unlisted_sender reject_unlisted_recipient reject_unverified_sender"
                        + " reject_unverified_recipient reject_sender_login_mismatch"
                        + " reject_authenticated_sender_login_mismatch reject_known_sender_login_mismatch"
                        + " reject_unauthenticated_sender_login_mismatch");
        put(
                names,
                PLAIN_WITH_ARGUMENT,
                "sleep reject_rbl reject_rbl_client reject_rhsbl_client reject_rhsbl_reverse_client reject_rhsbl_helo"
                        + " reject_rhsbl_sender reject_rhsbl_recipient");
        return Map.copyOf(names);
    }

    private static void put(Map<String, RestrictionKind> names, RestrictionKind kind, String list) {
        for (String name : BraceWords.split(list, BraceWords.SPACE)) {
            names.put(name, kind);
        }
    }
}
