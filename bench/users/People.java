import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.odklep.account.Role;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.MailAddress;
import org.odklep.kernel.MailDomain;
import org.odklep.kernel.Reason;
import org.odklep.user.PasswordState;
import org.odklep.user.Profile;
import org.odklep.user.SignInBlock;
import org.odklep.user.Times;
import org.odklep.user.User;

/** People who never were, with names as often as names are; the same ones each time, if they are made in the same order. */
final class People {
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    static final String[] SYLLABLES =
            "ba be bo da di do fa ga go ha ja jo ka ki ko la le lo ma mi mo na ne no pa pe ra re ri ro sa si so ta te to va vi vo za ži ča še"
                    .split(" ");
    static final Random RANDOM = new Random(42);
    static final List<String> FIRST = words(400, 2);
    static final List<String> LAST = words(30_000, 3);

    private People() {}

    static User user(int i) {
        String first = FIRST.get(zipf(FIRST.size()));
        String last = LAST.get(zipf(LAST.size()));
        String domain = domain().value();
        Profile profile = Profile.of(AccountName.of(first + "." + last + "." + i + "@" + domain), capital(first) + " " + capital(last))
                .withMail(MailAddress.parse(first + "." + last + "." + i + "@mail." + domain))
                .withGroups(Set.of("group " + RANDOM.nextInt(200)));
        if (i % 10 == 0) {
            profile = profile.withAliases(Set.of(AccountName.of(last + i + "@" + domain)));
        }
        Instant created = NOW.minusSeconds(RANDOM.nextInt(100_000_000));
        Optional<Instant> signedIn = RANDOM.nextInt(3) == 0 ? Optional.empty() : Optional.of(NOW);
        return new User(
                User.newId(RANDOM),
                profile,
                RANDOM.nextInt(10_000) == 0 ? Set.of(Role.AUDITOR) : Set.of(),
                RANDOM.nextInt(100) == 0 ? Optional.of(new SignInBlock(Reason.of("Left."), "meta", NOW)) : Optional.empty(),
                new PasswordState(Optional.of("$argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$qx1uXPm0jHTy0L0I6m0fMGnTMCcMqmS3VtMkDXg1Y5o"), created, RANDOM.nextInt(20) == 0),
                new Times(created, created, signedIn),
                1);
    }

    static MailDomain domain() {
        return domain(zipf(20));
    }

    static MailDomain domain(int i) {
        return MailDomain.of("d" + Math.floorMod(i, 20) + ".example.si");
    }

    static String first(int i) {
        return FIRST.get(Math.floorMod(i * 7, FIRST.size()));
    }

    static String last(int i) {
        return LAST.get(Math.floorMod(i * 131, LAST.size()));
    }

    /** The first ones often, the last ones seldom, as names are. */
    static int zipf(int size) {
        return (int) (Math.pow(size, RANDOM.nextDouble()) - 1e-9);
    }

    static List<String> words(int count, int syllables) {
        Set<String> words = new java.util.LinkedHashSet<>();
        while (words.size() < count) {
            StringBuilder word = new StringBuilder();
            int length = syllables + RANDOM.nextInt(2);
            for (int i = 0; i < length; i++) {
                word.append(SYLLABLES[RANDOM.nextInt(SYLLABLES.length)]);
            }
            words.add(word.toString());
        }
        return List.copyOf(words);
    }

    static String capital(String word) {
        return word.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + word.substring(1);
    }
}
