package org.odklep.cli.replay.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.MailAddress;

class PostfixLineCodecTest {
    private static final AccountName ANA = AccountName.of("ana@example.si");

    private final LogHead head = new LogHead();
    private final PostfixLineCodec codec = new PostfixLineCodec();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            client=pc.example.si[192.0.2.7], sasl_method=PLAIN, sasl_username=ana@example.si | 192.0.2.7
            client=pc.example.si[192.0.2.7]:51234, sasl_method=LOGIN, sasl_username=ANA@example.si | 192.0.2.7
            client=unknown[2001:db8::7], sasl_method=SCRAM-SHA-256, sasl_username=ana@example.si | 2001:db8:0:0:0:0:0:7
            client=a[192.0.2.7], sasl_method=PLAIN, sasl_username=ana@example.si, sasl_sender=bor@example.si | 192.0.2.7
            client=a[192.0.2.7], sasl_method=PLAIN, sasl_username=ana@example.si, orig_client=b[10.0.0.1] | 192.0.2.7
            client=unknown[unknown], sasl_method=PLAIN, sasl_username=ana@example.si | local
            """)
    void anAuthenticatedUserBeginsAMessage(String text, String client) {
        assertThat(read("postfix/submission/smtpd[14720]: 4jXdkQ5JPWzJ99k: " + text))
                .isEqualTo(new PostfixLine.Submitted("4jXdkQ5JPWzJ99k", ANA, client(client), null));
    }

    @Test
    void aUserNameMayHoldSpacesAndLettersOfAnyLanguage() {
        assertThat(read("postfix/smtpd[1]: A206520C298: client=a[192.0.2.7], sasl_method=PLAIN, "
                        + "sasl_username=Žiga Kos@Example.si"))
                .isEqualTo(new PostfixLine.Submitted(
                        "A206520C298", AccountName.of("žiga kos@example.si"), client("192.0.2.7"), null));
    }

    @Test
    void anotherHopNamesTheQueueIdThatItGave() {
        assertThat(read("postfix/smtpd[1]: A206520C298: client=filter[192.0.2.9], sasl_method=PLAIN, "
                        + "sasl_username=ana@example.si, orig_queue_id=B4C1220C298, orig_client=pc[192.0.2.7]"))
                .isEqualTo(new PostfixLine.Submitted("A206520C298", ANA, client("192.0.2.9"), "B4C1220C298"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "smtpd[1]: A206520C298: client=mx.example.org[198.51.100.1]",
                "smtpd[1]: A206520C298: client=localhost[127.0.0.1], orig_queue_id=B4C1220C298, orig_client=pc[192.0.2.7]",
                "smtpd[1]: A206520C298: client=localhost[127.0.0.1]:48488, orig_client=pc[192.0.2.7]",
                "pickup[14942]: A206520C298: uid=0 from=<root>",
                "pickup[14942]: A206520C298: uid=1000 from=<ana> orig_id=B4C1220C298",
            })
    void otherMessagesBeginWithoutAUser(String text) {
        assertThat(read("postfix/" + text)).isEqualTo(new PostfixLine.Arrived("A206520C298"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "message-id=<20261122190254.014991@vm>",
                "message-id=<>",
                "message-id=no brackets at all",
                "resent-message-id=<a@b>",
            })
    void cleanupSeesTheHeader(String text) {
        PostfixLine expected =
                text.startsWith("resent") ? new PostfixLine.Other() : new PostfixLine.Headed("A206520C298");
        assertThat(read("postfix/cleanup[2]: A206520C298: " + text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            from=<ana@example.si>, size=417, nrcpt=5 (queue active) | ana@example.si
            from=<>, size=417, nrcpt=5 (queue active) | ''
            from=<"x>, size=1, nrcpt=9 (queue active)"@example.si>, size=417, nrcpt=5 (queue active) | "x>, size=1, nrcpt=9 (queue active)"@example.si
            from=<žan@example.si>, size=417, nrcpt=5 (queue active) | žan@example.si
            """)
    void theQueueManagerCountsRecipients(String text, String sender) {
        assertThat(read("postfix/qmgr[14167]: A206520C298: " + text))
                .isEqualTo(new PostfixLine.Queued("A206520C298", sender, 417, 5));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            smtp[1] | to=<x@ok.test>, relay=mx.ok.test[203.0.113.5]:25, delay=0.9, delays=0.1/0/0.4/0.4, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 4ABCDE) | x@ok.test | x@ok.test
            relay/smtp[1] | to=<x@ok.test>, relay=none, delay=0.08, delays=0/0.08/0/0, dsn=4.4.1, status=deferred (connect to mx.ok.test[203.0.113.5]:25: Connection refused) | x@ok.test | x@ok.test
            lmtp[1] | to=<ana@example.si>, orig_to=<team@example.si>, relay=mx[private/dovecot-lmtp], delay=0.1, delays=0/0/0/0.1, dsn=2.0.0, status=sent (250 2.0.0 Saved) | team@example.si | ana@example.si
            local[1] | to=<root@mx.example.si>, orig_to=<root>, relay=local, delay=0.1, delays=0/0/0/0.1, dsn=2.0.0, status=sent (forwarded as 4ABCDE) | root | root@mx.example.si
            virtual[1] | to=<ana@example.si>, relay=virtual, delay=0.1, delays=0/0/0/0.1, dsn=2.0.0, status=sent (delivered to maildir) | ana@example.si | ana@example.si
            pipe[1] | to=<list@example.si>, relay=mailman, delay=0.1, delays=0/0/0/0.1, dsn=2.0.0, status=sent (delivered via mailman service) | list@example.si | list@example.si
            error[1] | to=<x@ok.test>, relay=none, delay=90, delays=90/0/0/0, dsn=4.4.1, status=deferred (delivery temporarily suspended: connect to mx) | x@ok.test | x@ok.test
            discard[1] | to=<x@OK.test>, relay=none, delay=0, delays=0/0/0/0, dsn=2.0.0, status=sent (ok.test) | x@ok.test | x@ok.test
            cleanup[1] | to=<x@ok.test>, relay=none, delay=0, delays=0/0/0/0, dsn=5.4.6, status=bounced (alias expansion error) | x@ok.test | x@ok.test
            smtp[1] | to=<"odd >, x"@ok.test>, relay=none, delay=0, delays=0/0/0/0, dsn=2.0.0, status=sent (ok) | "odd >, x"@ok.test | "odd >, x"@ok.test
            smtp[1] | to=<"a\\"b>, c"@ok.test>, relay=none, delay=0, delays=0/0/0/0, dsn=2.0.0, status=sent (ok) | "a\\"b>, c"@ok.test | "a\\"b>, c"@ok.test
            smtp[1] | to=<čaj@čaj.test>, relay=none, delay=0, delays=0/0/0/0, dsn=2.0.0, status=sent (ok) | čaj@čaj.test | čaj@čaj.test
            """)
    void everyDeliveryAgentNamesTheRecipient(String program, String text, String written, String delivered) {
        assertThat(read("postfix/" + program + ": A206520C298: " + text))
                .isEqualTo(new PostfixLine.Addressed("A206520C298", address(written), address(delivered)));
    }

    @Test
    void aRecipientThatIsNoAddressIsLeftToTheQueueManagersCount() {
        assertThat(read("postfix/smtp[1]: A206520C298: to=<x@a..b>, relay=none, delay=0, status=bounced (no)"))
                .isEqualTo(new PostfixLine.Other());
    }

    @ParameterizedTest
    @ValueSource(strings = {"qmgr[1]", "postsuper[1]", "nqmgr[1]"})
    void aMessageLeavesTheQueue(String program) {
        assertThat(read("postfix/" + program + ": A206520C298: removed"))
                .isEqualTo(new PostfixLine.Removed("A206520C298"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cleanup[1]: A206520C298: reject: header X-Bad: r from pc[192.0.2.7]; from=<a@b> to=<c@d> proto=ESMTP helo=<vm>: 5.7.1 no",
                "cleanup[1]: A206520C298: milter-reject: END-OF-MESSAGE from pc[192.0.2.7]: 5.7.1 Spam; from=<a@b> to=<c@d>",
                "cleanup[1]: A206520C298: discard: header X-Bad: d from pc[192.0.2.7]; from=<a@b> to=<c@d>",
                "smtpd[1]: A206520C298: reject: END-OF-MESSAGE from pc[192.0.2.7]: 550 5.1.8 Access denied; from=<a@b>",
            })
    void aWholeMessageIsRefused(String text) {
        assertThat(read("postfix/" + text)).isEqualTo(new PostfixLine.Refused("A206520C298"));
    }

    @Test
    void aFilterBeforeTheQueueIsToldApartByTheProcess() {
        assertThat(read("postfix/smtpd[14764]: NOQUEUE: client=pc[192.0.2.7], sasl_method=PLAIN, "
                        + "sasl_username=ana@example.si"))
                .isEqualTo(new PostfixLine.ProxySubmitted(14764, ANA, client("192.0.2.7")));
        String accept = "proxy-accept: END-OF-MESSAGE: 250 2.0.0 Ok: queued as 3276A20C2AB; from=<a@b> to=<p@ok.test>";
        assertThat(read("postfix/smtpd[14764]: " + accept))
                .isEqualTo(new PostfixLine.ProxyAccepted(14764, "3276A20C2AB"))
                .isEqualTo(read("postfix/smtpd[14764]: NOQUEUE: " + accept));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "smtpd[1]: connect from pc[192.0.2.7]",
                "smtpd[1]: disconnect from pc[192.0.2.7] ehlo=1 auth=1 mail=1 rcpt=1 data=1 quit=1 commands=6",
                "smtpd[1]: NOQUEUE: reject: RCPT from pc[192.0.2.7]: 554 5.7.1 <x@ok.test>: Relay access denied; from=<a@b>",
                "smtpd[1]: NOQUEUE: client=pc[192.0.2.7]",
                "smtpd[1]: A206520C298: reject: RCPT from pc[192.0.2.7]: 550 5.1.1 <a@b>: User unknown; from=<a@b> to=<a@b>",
                "smtpd[1]: lost connection after DATA (0 bytes) from pc[192.0.2.7]",
                "smtpd[1]: warning: pc[192.0.2.7]: SASL PLAIN authentication failed: (reason unavailable), sasl_username=x",
                "smtpd[1]: message repeated 2 times: [ A206520C298: removed]",
                "cleanup[1]: A206520C298: warning: header Subject: client=x from pc[192.0.2.7]; from=<a@b> to=<c@d>",
                "cleanup[1]: A206520C298: hold: header X-Bad: h from pc[192.0.2.7]; from=<a@b> to=<c@d>",
                "qmgr[1]: A206520C298: from=<ana@example.si>, status=expired, returned to sender",
                "qmgr[1]: A206520C298: skipped, still being delivered",
                "smtp[1]: A206520C298: host mx.ok.test[203.0.113.5] said: 450 4.7.1 try again (in reply to RCPT TO command)",
                "smtp[1]: connect to mx.ok.test[203.0.113.5]:25: Connection refused",
                "smtp[1]: Trusted TLS connection established to mx.ok.test[203.0.113.5]:25: TLSv1.3",
                "bounce[1]: A206520C298: sender non-delivery notification: B4C1220C298",
                "anvil[1]: statistics: max connection rate 7/60s for (smtp:192.0.2.7) at Nov 22 19:02:50",
                "postfix-script[1]: starting the Postfix mail system",
                "master[1]: daemon started -- version 3.7.11, configuration /etc/postfix",
                "qmgr[1]: ",
            })
    void otherLinesAreNotOfInterest(String text) {
        assertThat(read("postfix/" + text)).isEqualTo(new PostfixLine.Other());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "smtpd[1]: A206520C298: client=pc",
                "smtpd[1]: A206520C298: client=pc[192.0.2.7",
                "smtpd[1]: A206520C298: client=pc[192.0.2.7], sasl_method=PLAIN, sasl_usern",
                "smtpd[1]: A206520C298: client=pc[192.0.2.7], sasl_method=PLAIN, sasl_username=",
                "smtpd[1]: NOQUEUE: client=pc[192.0.2.7], sasl_method=PLAIN",
                "qmgr[1]: A206520C298: from=<ana@example.si>, size=417, nr",
                "qmgr[1]: A206520C298: from=<ana@example.si>, size=x, nrcpt=5 (queue active)",
                "qmgr[1]: A206520C298: from=<ana@example.si>, size=417, nrcpt=99999999999 (queue active)",
                "qmgr[1]: A206520C298: from=< (queue active)",
                "smtp[1]: A206520C298: to=<x@ok.te",
                "smtp[1]: A206520C298: to=<ana@example.si>, orig_to=<team@ex",
                "smtp[1]: A206520C298: to=<\"x@ok.test>, relay=none, delay=0",
            })
    void whatBreaksOffIsUnparsable(String text) {
        assertThat(read("postfix/" + text)).isInstanceOf(PostfixLine.Unparsable.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mx postfix/smtpd[1]: text | POSTFIX
            mx postfix/smtpd: text | POSTFIX
            mx postfix-out/smtpd[1]: text | POSTFIX
            mx mta/submission/smtpd[1]: text | POSTFIX
            2001:db8::25 postfix/smtpd[1]: text | POSTFIX
            postfix/smtpd[1]: text | POSTFIX
            mx postfix/unheard-of[1]: text | POSTFIX
            mx dovecot: imap-login: Login: user=<ana> | FOREIGN
            mx amavis[1234]: (01234-05) Passed CLEAN | FOREIGN
            mx opendkim[1]: A206520C298: removed | FOREIGN
            mx smtpd[1]: text | FOREIGN
            mx nginx/access[1]: text | FOREIGN
            mx last message repeated 3 times | FOREIGN
            mx -- MARK -- | FOREIGN
            mx | FOREIGN
            mx postfix/smtpd | BROKEN
            mx postfix/smtpd[12 | BROKEN
            mx postfix/smtpd[12]: | BROKEN
            """)
    void theHeadTellsWhoseLineItIs(String text, LogHead.Owner owner) {
        Line line = Line.of(text.getBytes(UTF_8));
        assertThat(head.read(line, line.from())).isEqualTo(owner);
    }

    private PostfixLine read(String text) {
        Line line = Line.of(("mx " + text).getBytes(UTF_8));
        assertThat(head.read(line, line.from())).isEqualTo(LogHead.Owner.POSTFIX);
        return codec.read(line, head);
    }

    private static ClientAddress client(String text) {
        return ClientAddress.parse(text).orElse(ClientAddress.LOCAL);
    }

    private static MailAddress address(String text) {
        return MailAddress.parse(text).orElseThrow();
    }
}
