package org.odklep.passkey;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.odklep.signin.factor.Passkey;
import org.odklep.signin.factor.PasskeyAnswer;
import org.odklep.signin.factor.PasskeySite;
import org.odklep.signin.factor.PasskeyVerifier;
import org.odklep.testing.SoftAuthenticator;

/** Whatever a browser sends, there is a verdict; and none is right without the signature. */
class WebauthnVerifierFuzzTest {
    private static final PasskeySite SITE = new PasskeySite("odklep.example.si", "https://odklep.example.si");
    private static final String CHALLENGE = "A".repeat(43);
    private static final List<String> PARTS =
            List.of("clientDataJSON", "attestationObject", "authenticatorData", "signature");

    private static final WebauthnVerifier VERIFIER = new WebauthnVerifier();
    private static final SoftAuthenticator PHONE = new SoftAuthenticator();
    private static final String MADE = PHONE.create(CHALLENGE, SITE);
    private static final String SHOWN = PHONE.get(CHALLENGE, SITE);
    private static final Passkey PASSKEY = VERIFIER.made(answer(MADE), CHALLENGE)
            .map(made -> new Passkey(made.id(), "Phone", made.key(), Instant.EPOCH, null))
            .orElseThrow();

    @FuzzTest
    void anyAnswerHasAVerdict(FuzzedDataProvider data) {
        if (data.consumeBoolean()) {
            judge(data.consumeRemainingAsString());
        } else {
            String part = data.pickValue(PARTS);
            String bytes = Base64.getUrlEncoder().withoutPadding().encodeToString(data.consumeRemainingAsBytes());
            judge(with(MADE, part, bytes));
            judge(with(SHOWN, part, bytes));
        }
    }

    private static void judge(String json) {
        VERIFIER.made(answer(json), CHALLENGE);
        if (!json.equals(SHOWN)
                && VERIFIER.shown(answer(json), CHALLENGE, List.of(PASSKEY)) instanceof PasskeyVerifier.Verdict.Right) {
            throw new AssertionError("right without the signature: " + json);
        }
    }

    private static String with(String json, String part, String bytes) {
        return json.replaceFirst("\"" + part + "\":\"[^\"]*\"", "\"" + part + "\":\"" + bytes + "\"");
    }

    private static PasskeyAnswer answer(String json) {
        return new PasskeyAnswer(SITE, json);
    }
}
