package org.odklep.web.admin;

import java.util.Base64;
import java.util.List;
import org.odklep.kernel.Sha256;
import org.odklep.signin.SessionOwner;
import org.odklep.signin.factor.Passkey;
import org.odklep.signin.factor.PasskeySite;
import tools.jackson.databind.json.JsonMapper;

/** What {@code odklep.js} asks the browser for: the options of WebAuthn in JSON, bytes in base64url. */
final class PasskeyOptions {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String KIND = "public-key";
    private static final String PREFERRED = "preferred";
    private static final List<Parameter> ALGORITHMS =
            List.of(new Parameter(KIND, -7), new Parameter(KIND, -8), new Parameter(KIND, -257));

    private PasskeyOptions() {}

    private record Credential(String type, String id) {}

    private record Parameter(String type, int alg) {}

    private record Party(String id, String name) {}

    private record Person(String id, String name, String displayName) {}

    private record Selection(String residentKey, String userVerification) {}

    private record Create(
            String challenge,
            Party rp,
            Person user,
            List<Parameter> pubKeyCredParams,
            List<Credential> excludeCredentials,
            Selection authenticatorSelection,
            String attestation) {}

    private record Get(String challenge, String rpId, List<Credential> allowCredentials, String userVerification) {}

    /**
     * To make another passkey.
     *
     * @param app what people call this program
     * @param name of the account, so that people can tell their passkeys apart
     * @param own which their authenticators refuse to make again
     */
    static String create(
            PasskeySite site, String challenge, SessionOwner owner, String app, String name, List<Passkey> own) {
        return JSON.writeValueAsString(new Create(
                challenge,
                new Party(site.host(), app),
                new Person(handle(owner), name, name),
                ALGORITHMS,
                credentials(own),
                new Selection(PREFERRED, PREFERRED),
                "none"));
    }

    /** To show one of the own passkeys. */
    static String get(PasskeySite site, String challenge, List<Passkey> own) {
        return JSON.writeValueAsString(new Get(challenge, site.host(), credentials(own), PREFERRED));
    }

    private static List<Credential> credentials(List<Passkey> own) {
        return own.stream().map(each -> new Credential(KIND, each.id())).toList();
    }

    /** Says nothing about the owner: authenticators keep it, and may show it to anybody. */
    private static String handle(SessionOwner owner) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of("passkeys of " + owner.key()));
    }
}
