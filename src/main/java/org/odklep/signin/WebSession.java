package org.odklep.signin;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.odklep.kernel.ClientAddress;

/**
 * A browser that is signed in: everything that is known of it but its secret.
 *
 * @param id names the session on pages and in the API, and opens nothing
 * @param lastSeen to the minute
 */
public record WebSession(
        String id, SessionOwner owner, Proof proof, Device device, Instant createdAt, Instant lastSeen) {
    public WebSession {
        createdAt = createdAt.truncatedTo(ChronoUnit.MILLIS);
        lastSeen = lastSeen.truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * What opened the session.
     *
     * @param password fingerprint of the stored hash of the password that was right then
     * @param mustChange true when that password is good for nothing but choosing another one
     * @param at when the password or a second factor was last shown
     * @param factor true when a second factor was shown too
     */
    public record Proof(String password, boolean mustChange, Instant at, boolean factor) {
        public Proof {
            at = at.truncatedTo(ChronoUnit.MILLIS);
        }

        Proof shownAgain(Instant now, boolean withFactor) {
            return new Proof(password, mustChange, now, factor || withFactor);
        }
    }

    /**
     * What signed in.
     *
     * @param browser in a few words, such as {@code Firefox, Linux}; empty when it is not known
     */
    public record Device(ClientAddress client, String browser) {}

    public WebSession seen(Instant at) {
        return new WebSession(id, owner, proof, device, createdAt, at);
    }

    public WebSession proven(Proof again) {
        return new WebSession(id, owner, again, device, createdAt, lastSeen);
    }

    /** For the audit log. */
    String words() {
        String browser = device.browser().isEmpty() ? "unknown browser" : device.browser();
        return browser + " at " + device.client() + " since " + createdAt;
    }
}
