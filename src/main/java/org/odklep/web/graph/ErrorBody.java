package org.odklep.web.graph;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An error on the wire. */
record ErrorBody(Content error) {
    /** @param details every single problem; left out when there is nothing to add to the message */
    record Content(
            String code,
            String message,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Detail> details,
            Inner innerError) {}

    /** @param target the key or query option that is wrong */
    record Detail(String code, String target, String message) {}

    /** What to quote when asking about an error. */
    record Inner(
            Instant date,
            @JsonProperty("request-id") String requestId,

            @JsonProperty("client-request-id") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String clientRequestId) {}
}
