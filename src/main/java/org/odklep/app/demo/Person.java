package org.odklep.app.demo;

import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;

/**
 * An account of the organisation.
 *
 * @param number 0 for the first one; whatever differs between people differs by it
 * @param department also the name of the group
 * @param diligence how much mail this account sends, 1 for most
 */
record Person(int number, AccountName account, String name, String department, double diligence) {
    /** The computer at work, behind the addresses of the department's building. */
    ClientAddress office() {
        return new ClientAddress(
                "10.20." + (16 + Math.floorMod(department.hashCode(), 12)) + "." + (10 + number % 230));
    }

    /** The phone, in the network of a mobile operator. */
    ClientAddress phone() {
        return number % 5 == 0
                ? new ClientAddress("2001:db8:4a:" + Integer.toHexString(0x100 + number) + ":0:0:0:7")
                : new ClientAddress("100." + (64 + number % 60) + "." + (number * 7 % 250) + "." + (3 + number % 250));
    }

    /** At home. */
    ClientAddress home() {
        return new ClientAddress("100." + (100 + number % 27) + "." + (number * 13 % 250) + "." + (5 + number % 240));
    }

    String address() {
        return account.value();
    }
}
