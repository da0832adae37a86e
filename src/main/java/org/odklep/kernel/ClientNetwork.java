package org.odklep.kernel;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/**
 * Clients whose addresses begin with the same bits (CIDR: RFC 4632, and RFC 4291, 2.3).
 *
 * @param first its lowest address: every bit after the common ones is 0
 * @param length how many bits are common: 0 to 32, or to 128 for IPv6
 */
public record ClientNetwork(ClientAddress first, int length) {
    /**
     * The network that a text such as {@code 192.0.2.0/24} or {@code 2001:db8::/32} holds, if it is one; a bare address
     * is the network of this address alone. Bits after the common ones may be set, and are cleared.
     */
    public static Optional<ClientNetwork> parse(String text) {
        int slash = text.indexOf('/');
        Optional<ClientAddress> address = ClientAddress.parse(slash < 0 ? text : text.substring(0, slash));
        if (slash < 0) {
            return address.flatMap(ClientNetwork::of);
        }
        String length = text.substring(slash + 1);
        return length.matches("[0-9]{1,3}")
                ? address.flatMap(known -> of(known, Integer.parseInt(length)))
                : Optional.empty();
    }

    /** The network of one address alone; none for {@link ClientAddress#LOCAL}. */
    public static Optional<ClientNetwork> of(ClientAddress address) {
        return bytes(address).flatMap(bytes -> of(address, bytes.length * 8));
    }

    /** The network of a length around an address, if addresses of its kind are that long. */
    public static Optional<ClientNetwork> of(ClientAddress address, int length) {
        return bytes(address)
                .filter(bytes -> length <= bytes.length * 8)
                .map(bytes -> new ClientNetwork(ClientAddress.of(lowest(bytes, length)), length));
    }

    /** Whether an address is one of this network's. */
    public boolean holds(ClientAddress address) {
        return of(address, length).equals(Optional.of(this));
    }

    /** How the texts of all addresses of the network begin: its whole numbers, or groups of IPv6. */
    public String beginning() {
        boolean six = first.value().indexOf(':') >= 0;
        String sign = six ? ":" : ".";
        String[] parts = first.value().split(six ? ":" : "[.]");
        int whole = length / (six ? 16 : 8);
        String common = String.join(sign, List.of(parts).subList(0, whole));
        return whole == 0 || whole == parts.length ? common : common + sign;
    }

    @Override
    public String toString() {
        return first.value() + "/" + length;
    }

    private static Optional<byte[]> bytes(ClientAddress address) {
        return address.equals(ClientAddress.LOCAL)
                ? Optional.empty()
                : Optional.of(InetAddress.ofLiteral(address.value()).getAddress());
    }

    private static InetAddress lowest(byte[] bytes, int length) {
        for (int bit = length; bit < bytes.length * 8; bit++) {
            bytes[bit / 8] &= (byte) ~(0x80 >> (bit % 8));
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
