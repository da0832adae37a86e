package org.odklep.user;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.MailAddress;
import org.odklep.kernel.Text;

/**
 * What is known of a user as a person and as an address. Every part is valid; the messages of refusals are for people.
 *
 * @param name {@code userPrincipalName}: local part and domain
 * @param displayName 1 to {@value #MAX_DISPLAY_NAME} visible characters
 * @param mail the main address, which may be outside
 * @param aliases further names that sign in and are addressed as this user, at most {@value #MAX_LIST}
 * @param groups lower case, at most {@value #MAX_LIST}
 * @param preferredLanguage a tag such as {@code sl} or {@code en-GB} (RFC 5646)
 * @param recoveryAddresses of the user, outside of this directory; at most {@value #MAX_LIST}
 */
public record Profile(
        AccountName name,
        String displayName,
        Optional<MailAddress> mail,
        Set<AccountName> aliases,
        Set<String> groups,
        Optional<String> preferredLanguage,
        Set<MailAddress> recoveryAddresses) {
    public static final int MAX_DISPLAY_NAME = 256;
    public static final int MAX_GROUP = 128;
    public static final int MAX_LIST = 100;

    private static final Pattern LOCAL_PART =
            Pattern.compile("[\\p{L}\\p{N}_'!#^~+&=-][\\p{L}\\p{M}\\p{N}._'!#^~+&=-]*(?<!\\.)");
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}");

    public Profile {
        requireName(name);
        displayName = displayName(displayName);
        aliases = new LinkedHashSet<>(new TreeSet<>(aliases));
        aliases.remove(name);
        aliases.forEach(Profile::requireName);
        groups = groups(groups);
        preferredLanguage.ifPresent(Profile::requireLanguage);
        requireFew("aliases", aliases);
        requireFew("groups", groups);
        requireFew("recovery addresses", recoveryAddresses);
        aliases = Set.copyOf(aliases);
        recoveryAddresses = Set.copyOf(recoveryAddresses);
    }

    /** A profile with nothing but what everybody has. */
    public static Profile of(AccountName name, String displayName) {
        return new Profile(name, displayName, Optional.empty(), Set.of(), Set.of(), Optional.empty(), Set.of());
    }

    /** The name and all aliases. */
    public Set<AccountName> names() {
        Set<AccountName> names = new LinkedHashSet<>();
        names.add(name);
        names.addAll(new TreeSet<>(aliases));
        return names;
    }

    public Profile withName(AccountName changed) {
        return new Profile(changed, displayName, mail, aliases, groups, preferredLanguage, recoveryAddresses);
    }

    public Profile withDisplayName(String changed) {
        return new Profile(name, changed, mail, aliases, groups, preferredLanguage, recoveryAddresses);
    }

    public Profile withMail(Optional<MailAddress> changed) {
        return new Profile(name, displayName, changed, aliases, groups, preferredLanguage, recoveryAddresses);
    }

    public Profile withAliases(Set<AccountName> changed) {
        return new Profile(name, displayName, mail, changed, groups, preferredLanguage, recoveryAddresses);
    }

    public Profile withGroups(Set<String> changed) {
        return new Profile(name, displayName, mail, aliases, changed, preferredLanguage, recoveryAddresses);
    }

    public Profile withPreferredLanguage(Optional<String> changed) {
        return new Profile(name, displayName, mail, aliases, groups, changed, recoveryAddresses);
    }

    public Profile withRecoveryAddresses(Set<MailAddress> changed) {
        return new Profile(name, displayName, mail, aliases, groups, preferredLanguage, changed);
    }

    /** A group as it is stored and compared. */
    public static String group(String text) {
        String group = Normalizer.normalize(text, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
        if (group.isEmpty() || group.length() > MAX_GROUP || Text.hasInvisible(group)) {
            throw new IllegalArgumentException("a group is named by 1 to " + MAX_GROUP + " visible characters");
        }
        return group;
    }

    private static Set<String> groups(Set<String> texts) {
        Set<String> groups = new LinkedHashSet<>();
        texts.forEach(text -> groups.add(group(text)));
        return Set.copyOf(groups);
    }

    private static String displayName(String text) {
        String name = SPACES.matcher(text.strip()).replaceAll(" ");
        if (name.isEmpty() || name.length() > MAX_DISPLAY_NAME || Text.hasInvisible(name)) {
            throw new IllegalArgumentException("a display name has 1 to " + MAX_DISPLAY_NAME + " visible characters");
        }
        return name;
    }

    private static void requireName(AccountName name) {
        if (name.domain().isEmpty()) {
            throw new IllegalArgumentException("'" + name + "' needs a domain, such as " + "name@example.org");
        }
        String local = name.value().substring(0, name.value().lastIndexOf('@'));
        if (!LOCAL_PART.matcher(local).matches()) {
            throw new IllegalArgumentException("'" + name
                    + "' may hold letters, digits and . _ ' ! # ^ ~ + & = - before the @, and no dot at either end");
        }
    }

    private static void requireLanguage(String language) {
        if (!LANGUAGE.matcher(language).matches()) {
            throw new IllegalArgumentException("'" + language + "' is no language; name one like sl or en-GB");
        }
    }

    private static void requireFew(String what, Set<?> values) {
        if (values.size() > MAX_LIST) {
            throw new IllegalArgumentException("a user has at most " + MAX_LIST + " " + what);
        }
    }
}
