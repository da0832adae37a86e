package org.odklep.testing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * main.cf and master.cf for a {@link MailSetup}: a submission service that needs a password and asks the policy servers
 * as Odklep recommends it, and a plain service as on port 25 that takes mail from this host and asks nobody.
 *
 * @param setup what the test asks for
 * @param directory holds the server; the queue, the data directory and the log are inside
 * @param submissionPort where submission listens
 * @param plainPort where the plain service listens
 * @param sinkPort where mail for other domains goes
 */
record PostfixConfiguration(MailSetup setup, TestDirectory directory, int submissionPort, int plainPort, int sinkPort) {
    /** The restriction class that asks the policy servers. */
    static final String POLICY_CLASS = "odklep_outbound";

    private static final String MASTER_PROGRAMS = """
            pickup    unix  n - n 60    1 pickup
            cleanup   unix  n - n -     0 cleanup
            qmgr      unix  n - n 300   1 qmgr
            rewrite   unix  - - n -     - trivial-rewrite
            bounce    unix  - - n -     0 bounce
            defer     unix  - - n -     0 bounce
            trace     unix  - - n -     0 bounce
            flush     unix  n - n 1000? 0 flush
            proxymap  unix  - - n -     - proxymap
            smtp      unix  - - n -     - smtp
            discard   unix  - - n -     - discard
            error     unix  - - n -     - error
            retry     unix  - - n -     - error
            anvil     unix  - - n -     1 anvil
            scache    unix  - - n -     1 scache
            showq     unix  n - n -     - showq
            postlog   unix-dgram n - n - 1 postlogd
            """;

    /** The text of main.cf. */
    String main() {
        Map<String, String> all = new LinkedHashMap<>();
        all.putAll(places());
        all.putAll(routes());
        all.putAll(limits());
        all.putAll(policyClass());
        all.putAll(setup.settings);
        return all.entrySet().stream()
                .map(setting -> setting.getKey() + " = " + setting.getValue() + "\n")
                .collect(Collectors.joining());
    }

    /** The text of master.cf. */
    String master() {
        Map<String, String> submission = new LinkedHashMap<>(submissionOptions());
        submission.putAll(setup.submissionOptions);
        Map<String, String> plain = new LinkedHashMap<>(Map.of("syslog_name", "postfix/plain"));
        plain.putAll(setup.plainOptions);
        return service(submissionPort, submission)
                + service(plainPort, plain)
                + MASTER_PROGRAMS
                + String.join("\n", setup.services)
                + "\n";
    }

    private Map<String, String> places() {
        String first = setup.internalDomains.getFirst();
        return ordered(
                Map.entry("compatibility_level", "3.6"),
                Map.entry("queue_directory", directory.resolve("queue").toString()),
                Map.entry("data_directory", directory.resolve("data").toString()),
                Map.entry("meta_directory", "/etc/postfix"),
                Map.entry("maillog_file", directory.resolve("mail.log").toString()),
                Map.entry("maillog_file_prefixes", directory.path().toString()),
                Map.entry("myhostname", "mail." + first),
                Map.entry("mydomain", first),
                Map.entry("myorigin", first),
                Map.entry("inet_interfaces", "127.0.0.1"),
                Map.entry("inet_protocols", "ipv4"),
                Map.entry("mynetworks", "127.0.0.0/8"));
    }

    private Map<String, String> routes() {
        return ordered(
                Map.entry("mydestination", String.join(", ", setup.internalDomains)),
                Map.entry("local_recipient_maps", ""),
                Map.entry("alias_maps", ""),
                Map.entry("local_transport", "discard:internal"),
                Map.entry("relayhost", "[127.0.0.1]:" + sinkPort),
                Map.entry("smtp_dns_support_level", "disabled"),
                Map.entry("smtpd_peername_lookup", "no"),
                Map.entry("smtpd_relay_restrictions", "permit_mynetworks, reject"),
                Map.entry("smtpd_sasl_type", "dovecot"),
                Map.entry("smtpd_sasl_path", directory.resolve("auth").toString()),
                Map.entry("notify_classes", ""));
    }

    /** Postfix holds back busy clients; a test under load must meet Odklep's limits, not these. */
    private static Map<String, String> limits() {
        return ordered(
                Map.entry("default_process_limit", "600"),
                Map.entry("smtpd_client_connection_count_limit", "0"),
                Map.entry("smtpd_client_event_limit_exceptions", "127.0.0.0/8"),
                Map.entry("smtpd_error_sleep_time", "0"),
                Map.entry("smtpd_soft_error_limit", "10000"),
                Map.entry("smtpd_hard_error_limit", "20000"),
                Map.entry("smtpd_junk_command_limit", "10000"),
                Map.entry("smtpd_recipient_limit", "5000"),
                Map.entry("in_flow_delay", "0"));
    }

    private Map<String, String> policyClass() {
        if (setup.policies.isEmpty()) {
            return Map.of();
        }
        String checks = setup.policies.stream()
                .map(endpoint -> "check_policy_service { " + endpoint
                        + ", timeout=3s, try_limit=2, default_action=DUNNO, policy_context=submission }")
                .collect(Collectors.joining(", "));
        return ordered(Map.entry("smtpd_restriction_classes", POLICY_CLASS), Map.entry(POLICY_CLASS, checks));
    }

    private Map<String, String> submissionOptions() {
        Map<String, String> options = ordered(
                Map.entry("syslog_name", "postfix/submission"),
                Map.entry("smtpd_sasl_auth_enable", "yes"),
                Map.entry("smtpd_relay_restrictions", "permit_sasl_authenticated,reject"));
        if (!setup.policies.isEmpty()) {
            options.put("smtpd_sender_restrictions", POLICY_CLASS + ",permit");
            options.put("smtpd_end_of_data_restrictions", POLICY_CLASS);
        }
        return options;
    }

    /** One smtpd line of master.cf; a value with spaces needs the braces that Postfix knows since 3.0. */
    private static String service(int port, Map<String, String> options) {
        return "127.0.0.1:" + port + " inet n - n - - smtpd\n"
                + options.entrySet().stream()
                        .map(option -> option.getValue().contains(" ")
                                ? "  -o { " + option.getKey() + " = " + option.getValue() + " }\n"
                                : "  -o " + option.getKey() + "=" + option.getValue() + "\n")
                        .collect(Collectors.joining());
    }

    @SafeVarargs
    private static Map<String, String> ordered(Map.Entry<String, String>... entries) {
        Map<String, String> map = new LinkedHashMap<>();
        List.of(entries).forEach(entry -> map.put(entry.getKey(), entry.getValue()));
        return map;
    }
}
