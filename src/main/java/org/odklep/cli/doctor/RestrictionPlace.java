package org.odklep.cli.doctor;

/**
 * The restriction lists of an SMTP server that take part in accepting a message, and what becomes of Odklep's
 * {@code 550 5.1.8} in each: Postfix adapts address codes to the list that they come from (smtpd_dsn_fix; seen on
 * Postfix 3.7).
 */
enum RestrictionPlace {
    CLIENT("smtpd_client_restrictions", "550 5.0.0"),
    HELO("smtpd_helo_restrictions", "550 5.0.0"),
    SENDER("smtpd_sender_restrictions", "550 5.1.8"),
    RELAY("smtpd_relay_restrictions", "550 5.1.2"),
    RECIPIENT("smtpd_recipient_restrictions", "550 5.1.2"),
    DATA("smtpd_data_restrictions", "550 5.0.0"),
    END_OF_DATA("smtpd_end_of_data_restrictions", "550 5.0.0");

    private final String parameter;
    private final String replyCode;

    RestrictionPlace(String parameter, String replyCode) {
        this.parameter = parameter;
        this.replyCode = replyCode;
    }

    String parameter() {
        return parameter;
    }

    /** What a client is told when Odklep answers {@code 550 5.1.8} here. */
    String replyCode() {
        return replyCode;
    }

    /** True where a table without a command in front of it has no meaning. */
    boolean refusesBareTables() {
        return this == DATA || this == END_OF_DATA;
    }

    /** True for the lists that are evaluated once for a message and not for each recipient. */
    boolean isOncePerMessage() {
        return this == DATA || this == END_OF_DATA;
    }
}
