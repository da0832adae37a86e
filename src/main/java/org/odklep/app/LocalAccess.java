package org.odklep.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.odklep.account.Actor;
import org.odklep.account.ApiToken;
import org.odklep.account.ApiTokens;
import org.odklep.account.IssueResult;
import org.odklep.account.Role;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Secret;
import org.odklep.kernel.StoreUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets whoever owns the data directory use the commands without set-up: {@code cli.json}, readable by its owner only,
 * names the server's address and a token that is good while the server runs. A token that a killed server left behind is
 * revoked at the next start, and worthless after {@link #LIFE} in any case.
 */
@Component
final class LocalAccess implements SmartLifecycle {
    static final String NAME = "local command line";

    private static final Logger LOG = LoggerFactory.getLogger(LocalAccess.class);
    private static final Duration LIFE = Duration.ofHours(48);
    private static final Duration RENEW = Duration.ofHours(24);
    private static final Duration CHECK = Duration.ofMinutes(10);
    private static final Actor SERVER = new Actor("server", Role.GLOBAL_ADMINISTRATOR, ClientAddress.LOCAL);

    private final ApiTokens tokens;
    private final Settings settings;
    private final WebAddress address;
    private final Gates gates;
    private final JsonMapper mapper;
    private final InstantSource clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("local-access").daemon().factory());
    private Optional<ApiToken> current = Optional.empty();
    private volatile boolean running;

    LocalAccess(
            ApiTokens tokens,
            Settings settings,
            WebAddress address,
            Gates gates,
            JsonMapper mapper,
            InstantSource clock) {
        this.tokens = tokens;
        this.settings = settings;
        this.address = address;
        this.gates = gates;
        this.mapper = mapper;
        this.clock = clock;
    }

    /**
     * What the file holds.
     *
     * @param postfix where the gate listens, for the lines that connect Postfix
     */
    record Access(String url, String token, List<String> postfix) {
        @Override
        public String toString() {
            return "Access[" + url + "]";
        }
    }

    @Override
    public void start() {
        current = leftBehind();
        renewInTime();
        timer.scheduleWithFixedDelay(this::renewInTime, CHECK.toSeconds(), CHECK.toSeconds(), TimeUnit.SECONDS);
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        timer.shutdown();
        close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Behind the web server and the gates, whose ports must be known. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    /** Replaces a token that has less than a day left; where that fails, the old one stays and the next turn tries again. */
    synchronized void renewInTime() {
        Instant now = clock.instant();
        if (running && current.filter(token -> token.isValid(now.plus(RENEW))).isPresent()) {
            return;
        }
        try {
            renew(now);
        } catch (RuntimeException | IOException e) {
            LOG.error("commands cannot find this server, {} could not be written: {}", file(), e.getMessage());
        }
    }

    private void renew(Instant now) throws IOException {
        IssueResult.Issued issued = tokens.issueOwn(NAME, Role.GLOBAL_ADMINISTRATOR, now.plus(LIFE), SERVER, now);
        try {
            write(new Access(address.local(), issued.secret().reveal(), endpoints()));
        } catch (IOException e) {
            tokens.revoke(issued.token().id(), SERVER, now);
            throw e;
        }
        Optional<ApiToken> old = current;
        current = Optional.of(issued.token());
        old.ifPresent(token -> tokens.revoke(token.id(), SERVER, now));
    }

    private List<String> endpoints() {
        return gates.listeners().stream()
                .map(listener -> listener.endpoint().toString())
                .toList();
    }

    private void write(Access access) throws IOException {
        Files.createDirectories(settings.data());
        OwnerFile.write(file(), mapper.writeValueAsBytes(access));
    }

    private synchronized void close() {
        try {
            if (current.isPresent() && leftBehind().equals(current)) {
                Files.deleteIfExists(file());
            }
            current.ifPresent(token -> tokens.revoke(token.id(), SERVER, clock.instant()));
        } catch (StoreUnavailable | IOException e) {
            LOG.warn("the token in {} could not be revoked: {}", file(), e.getMessage());
        }
    }

    /** The token that the file holds, if it is one of ours. */
    private Optional<ApiToken> leftBehind() {
        try {
            Access access = mapper.readValue(Files.readAllBytes(file()), Access.class);
            return tokens.find(Secret.of(access.token()))
                    .filter(token -> token.name().equals(NAME));
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    private Path file() {
        return settings.data().resolve("cli.json");
    }
}
