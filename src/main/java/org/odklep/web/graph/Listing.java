package org.odklep.web.graph;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list on the wire, or one page of it.
 *
 * @param count of all rows, when somebody asked for it and it is known
 */
public record Listing<T>(
        @JsonProperty("@odata.context") String context,

        @JsonProperty("@odata.count") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        Long count,

        List<T> value,

        @JsonProperty("@odata.nextLink") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        String nextLink) {
    public Listing<T> withCount(long rows) {
        return new Listing<>(context, rows, value, nextLink);
    }
}
