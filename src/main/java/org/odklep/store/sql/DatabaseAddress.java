package org.odklep.store.sql;

import java.nio.file.Path;
import org.odklep.kernel.Secret;

/**
 * Where a database is.
 *
 * @param url {@code jdbc:sqlite:} and a file, or {@code jdbc:postgresql://host1,host2/name} with as many hosts as there are
 * @param user empty when the URL or the database's own rules say who we are
 * @param password empty for none
 */
public record DatabaseAddress(String url, String user, Secret password) {
    static final String SQLITE = "jdbc:sqlite:";
    static final String POSTGRESQL = "jdbc:postgresql:";

    /** @throws IllegalArgumentException with a message for the operator, for any other kind of URL */
    public DatabaseAddress {
        if (!url.startsWith(SQLITE) && !url.startsWith(POSTGRESQL)) {
            throw new IllegalArgumentException("the database URL must begin with " + POSTGRESQL + " or " + SQLITE);
        }
    }

    /** The embedded database in a file. */
    public static DatabaseAddress embedded(Path file) {
        return new DatabaseAddress(SQLITE + file.toAbsolutePath(), "", Secret.of(""));
    }

    boolean isEmbedded() {
        return url.startsWith(SQLITE);
    }

    /** The file of an embedded database. */
    Path file() {
        return Path.of(withoutParameters().substring(SQLITE.length()));
    }

    /** What error messages call it: a file, or hosts and a name; parameters of the URL may hold a password. */
    String shown() {
        return isEmbedded() ? file().toString() : withoutParameters().substring("jdbc:".length());
    }

    private String withoutParameters() {
        int parameters = url.indexOf('?');
        return parameters < 0 ? url : url.substring(0, parameters);
    }

    @Override
    public String toString() {
        return shown();
    }
}
