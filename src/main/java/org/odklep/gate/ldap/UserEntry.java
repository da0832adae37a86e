package org.odklep.gate.ldap;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.util.StaticUtils;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.odklep.kernel.MailAddress;
import org.odklep.user.User;

/** The attributes of a user: those of {@code inetOrgPerson} (RFC 2798) and some more. A password is none of them. */
final class UserEntry {
    static final Set<String> OBJECT_CLASSES =
            Set.of("top", "person", "organizationalperson", "inetorgperson", "odklepuser");
    static final String ACTIVE = "active";
    static final String DISABLED = "disabled";

    private static final Set<String> OPERATIONAL =
            Set.of("entryuuid", "entrydn", "createtimestamp", "structuralobjectclass", "subschemasubentry");
    private static final int UUID_BYTES = 16;

    private UserEntry() {}

    /** All that is told of a user. */
    static Entry of(User user, LdapTree tree) {
        String dn = tree.user(user).toString();
        List<Attribute> attributes = new ArrayList<>(List.of(
                new Attribute("objectClass", "top", "person", "organizationalPerson", "inetOrgPerson", "odklepUser"),
                new Attribute("uid", uids(user, tree)),
                new Attribute("cn", user.displayName()),
                new Attribute("displayName", user.displayName()),
                new Attribute("sn", lastWord(user.displayName())),
                new Attribute("mail", mail(user)),
                new Attribute("accountStatus", user.isEnabled() ? ACTIVE : DISABLED),
                new Attribute("entryUUID", uuid(user.id()).toString()),
                new Attribute("entryDN", dn),
                new Attribute("structuralObjectClass", "inetOrgPerson"),
                new Attribute("subschemaSubentry", LdapSchema.DN),
                new Attribute(
                        "createTimestamp",
                        StaticUtils.encodeGeneralizedTime(Date.from(user.times().createdAt())))));
        firstWords(user.displayName()).ifPresent(words -> attributes.add(new Attribute("givenName", words)));
        user.profile().preferredLanguage().ifPresent(tag -> attributes.add(new Attribute("preferredLanguage", tag)));
        add(
                attributes,
                "mailAlternateAddress",
                user.profile().aliases().stream().map(Object::toString).toList());
        add(
                attributes,
                "memberOf",
                user.profile().groups().stream()
                        .map(group -> tree.groupEntry(group).toString())
                        .toList());
        return new Entry(dn, attributes);
    }

    /** Whether an attribute is told of only when it is asked for. */
    static boolean isOperational(String attribute) {
        return OPERATIONAL.contains(attribute.toLowerCase(Locale.ROOT));
    }

    /** An id as the UUID that its bytes are, or one that belongs to it where they are not sixteen. */
    static UUID uuid(String id) {
        byte[] bytes = bytes(id);
        if (bytes.length != UUID_BYTES) {
            return UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8));
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    /** The id whose bytes a UUID is. */
    static Optional<String> id(String uuid) {
        try {
            UUID parsed = UUID.fromString(uuid);
            ByteBuffer buffer = ByteBuffer.allocate(UUID_BYTES)
                    .putLong(parsed.getMostSignificantBits())
                    .putLong(parsed.getLeastSignificantBits());
            return Optional.of(Base64.getUrlEncoder().withoutPadding().encodeToString(buffer.array()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static byte[] bytes(String id) {
        try {
            return Base64.getUrlDecoder().decode(id);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    /** The name, and what stands before the @ where that is enough to sign in. */
    private static List<String> uids(User user, LdapTree tree) {
        String name = user.name().value();
        return user.name().domain().isPresent() && user.name().domain().equals(tree.defaultDomain())
                ? List.of(name, name.substring(0, name.lastIndexOf('@')))
                : List.of(name);
    }

    private static String mail(User user) {
        return user.profile()
                .mail()
                .map(MailAddress::toString)
                .orElse(user.name().value());
    }

    private static String lastWord(String name) {
        return name.substring(name.lastIndexOf(' ') + 1);
    }

    private static Optional<String> firstWords(String name) {
        int space = name.lastIndexOf(' ');
        return space < 0 ? Optional.empty() : Optional.of(name.substring(0, space));
    }

    private static void add(List<Attribute> attributes, String name, Collection<String> values) {
        if (!values.isEmpty()) {
            attributes.add(new Attribute(name, new TreeSet<>(values)));
        }
    }
}
