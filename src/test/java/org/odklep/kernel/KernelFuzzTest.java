package org.odklep.kernel;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Any text is a value, which reads back as itself, or is refused as declared. */
class KernelFuzzTest {
    @FuzzTest(maxDuration = "10s")
    void anyTextIsAValueOrTheDeclaredError(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        same(AccountName.parse(text), AccountName.parse(text).flatMap(name -> AccountName.parse(name.value())));
        same(MailDomain.parse(text), MailDomain.parse(text).flatMap(domain -> MailDomain.parse(domain.value())));
        same(
                MailAddress.parse(text),
                MailAddress.parse(text).flatMap(address -> MailAddress.parse(address.toString())));
        same(
                ClientAddress.parse(text),
                ClientAddress.parse(text).flatMap(client -> ClientAddress.parse(client.value())));
        AccountName.parse(text).ifPresent(name -> {
            AccountName full = name.orAt(MailDomain.parse("example.si"));
            same(full.domain(), full.domain().flatMap(domain -> MailDomain.parse(domain.value())));
        });
        try {
            Reason reason = Reason.of(text);
            same(Optional.of(reason), Optional.of(Reason.of(reason.text())));
        } catch (IllegalArgumentException e) {
            if (!String.valueOf(e.getMessage()).contains("reason")) {
                throw e;
            }
        }
    }

    private static void same(Optional<?> once, Optional<?> twice) {
        if (!once.equals(twice)) {
            throw new AssertionError(once + " reads back as " + twice);
        }
    }
}
