package org.odklep.testing;

import java.util.List;

/**
 * One reply of an SMTP server, as it came.
 *
 * @param lines without line ends; the last one has a space behind the code, the others a hyphen (RFC 5321, 4.2.1)
 */
public record SmtpReply(List<String> lines) {
    /** The three-digit code. */
    public int code() {
        return Integer.parseInt(lines.getLast().substring(0, 3));
    }

    /** True for codes from 200 to 399. */
    public boolean isPositive() {
        return code() < 400;
    }

    /** The lines, joined by line feeds. */
    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
