package org.odklep.signin;

import org.odklep.kernel.ClientAddress;

/**
 * Where an account signs in from, and with what. A place becomes familiar by a successful sign-in and stays so for
 * {@link PlaceStore#REMEMBERED}.
 *
 * @param network the /24 of an IPv4 address or the /64 of an IPv6 address
 */
public record Place(String network, ClientKind kind) {
    public static Place of(ClientAddress client, ClientKind kind) {
        return new Place(client.network(), kind);
    }
}
