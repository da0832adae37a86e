package org.odklep.store.sql;

import java.nio.ByteBuffer;

/** Fingerprints of recipients as bytes: 4 for each, the highest first. */
final class Fingerprints {
    private Fingerprints() {}

    static byte[] write(int[] fingerprints) {
        ByteBuffer bytes = ByteBuffer.allocate(fingerprints.length * Integer.BYTES);
        bytes.asIntBuffer().put(fingerprints);
        return bytes.array();
    }

    static int[] read(byte[] bytes) {
        int[] fingerprints = new int[bytes.length / Integer.BYTES];
        ByteBuffer.wrap(bytes).asIntBuffer().get(fingerprints);
        return fingerprints;
    }
}
