package org.odklep.kernel;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;

/**
 * The network address of a client, in its canonical text form; an IPv4 address mapped into IPv6 is the IPv4 address.
 *
 * @param value such as {@code 192.0.2.7} or {@code 2001:db8:0:0:0:0:0:7}
 */
public record ClientAddress(String value) {
    /** Stands for requests that came over a UNIX socket or from the server itself. */
    public static final ClientAddress LOCAL = new ClientAddress("local");

    /**
     * The address that a text holds, if it is one; never asks a name server. The short forms of IPv4, in which
     * {@code 192.0.2} is 192.0.0.2, are none: whoever writes them means a network.
     */
    public static Optional<ClientAddress> parse(String text) {
        if (isCanonicalIpv4(text)) {
            return Optional.of(new ClientAddress(text));
        }
        String bare = text.regionMatches(true, 0, "IPv6:", 0, 5) ? text.substring(5) : text;
        if (bare.indexOf(':') < 0 && bare.chars().filter(c -> c == '.').count() != 3) {
            return Optional.empty();
        }
        try {
            return Optional.of(of(InetAddress.ofLiteral(bare)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The client at an address; a zone index is dropped. */
    public static ClientAddress of(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return new ClientAddress(address instanceof Inet4Address || zone < 0 ? text : text.substring(0, zone));
    }

    /** The network that an address is taken to share with others of the same household: its /24, or /64 for IPv6. */
    public String network() {
        String[] groups = value.split(":", -1);
        if (groups.length > 4) {
            return String.join(":", groups[0], groups[1], groups[2], groups[3]) + "::/64";
        }
        int last = value.lastIndexOf('.');
        return last < 0 ? value : value.substring(0, last) + ".0/24";
    }

    @Override
    public String toString() {
        return value;
    }

    /** Four numbers up to 255 without leading zeros: nearly every address comes like this, and the hot path asks. */
    private static boolean isCanonicalIpv4(String text) {
        int dots = 0;
        int digits = 0;
        int number = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' && digits > 0) {
                dots++;
                digits = 0;
                number = 0;
            } else if (c >= '0' && c <= '9' && (digits == 0 || number > 0)) {
                digits++;
                number = 10 * number + (c - '0');
            } else {
                return false;
            }
            if (number > 255) {
                return false;
            }
        }
        return dots == 3 && digits > 0;
    }
}
