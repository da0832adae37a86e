package org.odklep.app;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether the gates listen at every endpoint that the settings name. */
@Component("gateHealthIndicator")
final class GateHealth implements HealthIndicator {
    private final Gates gates;
    private final int wanted;

    GateHealth(Gates gates, Settings settings) {
        this.gates = gates;
        this.wanted = settings.postfix().listen().size();
    }

    @Override
    public Health health() {
        int listening = gates.listeners().size();
        return (listening == wanted ? Health.up() : Health.down())
                .withDetail("endpoints", listening)
                .build();
    }
}
