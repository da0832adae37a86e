package org.odklep.gate.dovecot;

import java.util.Map;

/**
 * What a client of the JDK's HTTP server may take before anybody looks at its key. The JDK reads these system properties once,
 * when its first server is made; no other part of the program makes one. A property that is set already stays.
 */
final class HttpBounds {
    /** Its documentation says that times are in milliseconds; JDK 25 takes them for seconds, as a test proves. */
    static final Map<String, Integer> PROPERTIES = Map.of(
            "jdk.httpserver.maxConnections", 1000,
            "sun.net.httpserver.maxReqHeaders", 50,
            "sun.net.httpserver.maxReqHeaderSize", 16 * 1024,
            "sun.net.httpserver.maxReqTime", 10,
            "sun.net.httpserver.maxRspTime", 60);

    private HttpBounds() {}

    /** To be called before a server is made. */
    static void set() {
        PROPERTIES.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value.toString());
            }
        });
    }
}
