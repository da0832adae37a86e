package org.odklep.web.admin.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.FlashMap;
import org.springframework.web.servlet.support.AbstractFlashMapManager;

/**
 * What a form led to, for the page that comes after it: kept in memory by session, for the last {@value #MAX_SESSIONS} of them.
 * A page that another node shows does without.
 */
final class Outcomes extends AbstractFlashMapManager {
    private static final int MAX_SESSIONS = 10_000;

    private final Map<String, List<FlashMap>> bySession = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<FlashMap>> eldest) {
            return size() > MAX_SESSIONS;
        }
    });

    @Override
    protected @Nullable List<FlashMap> retrieveFlashMaps(HttpServletRequest request) {
        return session(request).map(bySession::get).orElse(null);
    }

    @Override
    protected void updateFlashMaps(List<FlashMap> flashMaps, HttpServletRequest request, HttpServletResponse response) {
        session(request).ifPresent(session -> {
            if (flashMaps.isEmpty()) {
                bySession.remove(session);
            } else {
                bySession.put(session, flashMaps);
            }
        });
    }

    @Override
    protected Object getFlashMapsMutex(HttpServletRequest request) {
        return bySession;
    }

    private static Optional<String> session(HttpServletRequest request) {
        return Visitor.signedIn(request).map(who -> who.session().id());
    }
}
