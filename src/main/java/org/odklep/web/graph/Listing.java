package org.odklep.web.graph;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list on the wire, or one page of it. */
public record Listing<T>(
        @JsonProperty("@odata.context") String context,
        List<T> value,

        @JsonProperty("@odata.nextLink") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        String nextLink) {}
