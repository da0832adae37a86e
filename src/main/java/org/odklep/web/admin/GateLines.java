package org.odklep.web.admin;

import java.util.List;

/** What has to stand in the configuration of a mail server so that it asks the gates of this server. */
public interface GateLines {
    /** For Postfix; empty where no Postfix gate listens. */
    List<Part> postfix();

    /**
     * For Dovecot.
     *
     * @param revealed whether the key is told, which lets whoever knows it block and spare sign-ins
     */
    List<Part> dovecot(boolean revealed);

    /**
     * Some lines of a file.
     *
     * @param key names the part in messages
     * @param file as people call it
     */
    record Part(String key, String file, List<String> lines) {
        public Part {
            lines = List.copyOf(lines);
        }
    }
}
