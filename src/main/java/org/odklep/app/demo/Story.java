package org.odklep.app.demo;

import java.time.Instant;
import java.time.LocalDate;
import org.odklep.app.demo.MailHistory.Flood;
import org.odklep.kernel.ClientAddress;

/** The week: everyday life, one account that was hijacked and is well again, one mistake, and the attack of last night. */
record Story(Cast cast, Hours hours, Deeds deeds, MailHistory mail, Attacks attacks) {
    private static final String SPRAYERS = "203.0.113.0/24";
    private static final ClientAddress EARLIER = new ClientAddress("198.51.100.23");
    private static final ClientAddress NIGHT = new ClientAddress("203.0.113.12");
    /** Where the one who sends right now sits. */
    static final String LIVE = "198.51.100.77";

    void plan() {
        deeds.work(hours);
        mail.plan(cast, hours);
        earlier(hours.workday(5));
        invitation(hours.workday(2));
        night(hours.lastNight());
        live(hours.now());
        deeds.restrict(
                cast.locked().getLast(),
                "Pošilja z okuženega računalnika; služba za pomoč ga je očistila, preverjen še ni.",
                Hours.at(hours.workday(1), 15, 20));
        for (int i = 0; i < cast.locked().size(); i++) {
            attacks.guess(
                    cast.locked().get(i),
                    "198.51.100." + (140 + 31 * i),
                    hours.now().minusSeconds(170L * i));
        }
    }

    private void earlier(LocalDate day) {
        attacks.signIn(cast.earlier(), EARLIER.value(), Hours.at(day, 2, 9));
        mail.flood(cast.earlier(), EARLIER, Hours.at(day, 2, 11), new Flood(150, 20, 12));
        deeds.giveBack(
                cast.earlier(),
                "Po telefonu z lastnikom: geslo je vpisal na lažni strani za pakete. Dobil je novo geslo, pravila za"
                        + " preusmerjanje pošte so pregledana.",
                Hours.at(day, 8, 4));
    }

    private void invitation(LocalDate day) {
        mail.flood(cast.events(), cast.events().office(), Hours.at(day, 10, 15), new Flood(7, 110, 110));
        deeds.release(
                cast.events(),
                "Vabilo na občinski praznik, dogovorjeno z županovim kabinetom. Naslednje gre prek novice@.",
                Hours.at(day, 10, 52));
    }

    private void night(LocalDate day) {
        attacks.spray(cast, Hours.at(day, 2, 37));
        mail.flood(cast.night(), NIGHT, Hours.at(day, 3, 14), new Flood(190, 25, 14));
        deeds.blockNetwork(SPRAYERS, "Nočno pršenje gesel: dve gesli na dvesto računih.", Hours.at(day, 7, 48));
    }

    /** Found in the night, used from elsewhere now: not much is left of the limit when the program starts. */
    private void live(Instant now) {
        attacks.signIn(cast.live(), LIVE, now.minusSeconds(360));
        mail.flood(cast.live(), new ClientAddress(LIVE), now.minusSeconds(330), new Flood(10, 30, 13));
    }
}
