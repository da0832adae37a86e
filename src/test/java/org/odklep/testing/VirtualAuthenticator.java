package org.odklep.testing;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;

/** An authenticator within Chromium, of the platform's kind, whose owner always agrees. */
public final class VirtualAuthenticator {
    private final CDPSession chromium;
    private final String id;

    private VirtualAuthenticator(CDPSession chromium, String id) {
        this.chromium = chromium;
        this.id = id;
    }

    /** Plugs one in for the pages of a window. */
    public static VirtualAuthenticator in(Page page) {
        CDPSession chromium = page.context().newCDPSession(page);
        chromium.send("WebAuthn.enable", new JsonObject());
        JsonObject options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", true);
        options.addProperty("automaticPresenceSimulation", true);
        JsonObject wanted = new JsonObject();
        wanted.add("options", options);
        String id = chromium.send("WebAuthn.addVirtualAuthenticator", wanted)
                .get("authenticatorId")
                .getAsString();
        return new VirtualAuthenticator(chromium, id);
    }

    public int passkeys() {
        return credentials().size();
    }

    /** Has the only passkey count from there, as a copy of it would. */
    public void countFrom(int counter) {
        JsonObject credential = credentials().get(0).getAsJsonObject();
        forget();
        credential.addProperty("signCount", counter);
        JsonObject wanted = here();
        wanted.add("credential", credential);
        chromium.send("WebAuthn.addCredential", wanted);
    }

    /** Loses all passkeys. */
    public void forget() {
        chromium.send("WebAuthn.clearCredentials", here());
    }

    private JsonArray credentials() {
        return chromium.send("WebAuthn.getCredentials", here()).getAsJsonArray("credentials");
    }

    private JsonObject here() {
        JsonObject here = new JsonObject();
        here.addProperty("authenticatorId", id);
        return here;
    }
}
