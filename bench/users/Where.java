import java.nio.file.Path;
import org.odklep.kernel.Secret;
import org.odklep.store.sql.DatabaseAddress;

/** A database that an argument names. */
final class Where {
    private Where() {}

    /** @param where a file, or the URL of a PostgreSQL with user and password in it */
    static DatabaseAddress address(String where) {
        return where.startsWith("jdbc:")
                ? new DatabaseAddress(where, "", Secret.of(""))
                : DatabaseAddress.embedded(Path.of(where));
    }
}
