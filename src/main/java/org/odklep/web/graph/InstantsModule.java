package org.odklep.web.graph;

import java.time.Instant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;

/** Writes instants as {@link Moment} has them. */
public final class InstantsModule extends SimpleModule {
    private static final long serialVersionUID = 1;

    public InstantsModule() {
        super("instants");
        addSerializer(Instant.class, new ValueSerializer<Instant>() {
            @Override
            public void serialize(Instant value, JsonGenerator json, SerializationContext context) {
                json.writeString(Moment.text(value));
            }
        });
    }
}
