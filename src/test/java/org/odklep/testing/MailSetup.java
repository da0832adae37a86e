package org.odklep.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a test asks of its {@link MailServer}. Changed by the calls below, read once when the server starts. */
public final class MailSetup {
    final Map<String, String> passwords = new LinkedHashMap<>();
    final List<String> internalDomains = new ArrayList<>();
    final List<String> policies = new ArrayList<>();
    final Map<String, String> settings = new LinkedHashMap<>();
    final Map<String, String> submissionOptions = new LinkedHashMap<>();
    final Map<String, String> plainOptions = new LinkedHashMap<>();
    final List<String> services = new ArrayList<>();
    final List<String> dovecotLines = new ArrayList<>();

    /** An account that may sign in for submission and IMAP; its name with or without a domain, in lower case. */
    public MailSetup user(String name, String password) {
        passwords.put(name, password);
        return this;
    }

    /** A domain whose mail ends here (and is discarded); the first one also names the server: mail.DOMAIN. */
    public MailSetup internalDomain(String domain) {
        internalDomains.add(domain);
        return this;
    }

    /** A policy server that submission asks, as Postfix writes it: {@code inet:HOST:PORT} or {@code unix:PATH}. */
    public MailSetup policy(String endpoint) {
        policies.add(endpoint);
        return this;
    }

    /** A setting of main.cf, instead of the fixture's own if it has one. */
    public MailSetup setting(String name, String value) {
        settings.put(name, value);
        return this;
    }

    /** An option ({@code -o}) of the submission service in master.cf, instead of the fixture's own if it has one. */
    public MailSetup submissionOption(String name, String value) {
        submissionOptions.put(name, value);
        return this;
    }

    /** An option ({@code -o}) of the plain service in master.cf, instead of the fixture's own if it has one. */
    public MailSetup plainOption(String name, String value) {
        plainOptions.put(name, value);
        return this;
    }

    /** A further line of master.cf. */
    public MailSetup service(String line) {
        services.add(line);
        return this;
    }

    /** A further line of dovecot.conf. */
    public MailSetup dovecot(String line) {
        dovecotLines.add(line);
        return this;
    }
}
