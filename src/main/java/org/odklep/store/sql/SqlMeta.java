package org.odklep.store.sql;

import java.security.SecureRandom;
import java.util.HexFormat;

/** What belongs to the installation as a whole. */
public final class SqlMeta {
    private static final int KEY_BYTES = 32;
    private static final String INSTALLATION_KEY = "installation-key";

    private final Database database;

    public SqlMeta(Database database) {
        this.database = database;
    }

    /**
     * The installation's own 32 random bytes, made at the first call; every node of a cluster gets the same.
     *
     * @throws org.odklep.kernel.StoreUnavailable when they cannot be read or made durable
     */
    public byte[] installationKey() {
        String key = database.write(sql -> {
            sql.sql("insert into meta (name, value) values (:name, :value) on conflict do nothing")
                    .param("name", INSTALLATION_KEY)
                    .param("value", HexFormat.of().formatHex(random()))
                    .update();
            return sql.sql("select value from meta where name = :name")
                    .param("name", INSTALLATION_KEY)
                    .query(String.class)
                    .single();
        });
        return HexFormat.of().parseHex(key);
    }

    private static byte[] random() {
        byte[] bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
