package org.odklep.web.graph;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.odklep.kernel.Text;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads bodies, strictly: one JSON object (RFC 8259) of at most {@link #MAX_BYTES} bytes and {@link #MAX_DEPTH} levels,
 * in which no key stands twice, with nothing behind it.
 */
public final class BodyReader {
    public static final int MAX_BYTES = 256 * 1024;
    public static final int MAX_DEPTH = 16;

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    /** A value that somebody forgot to put in quotes may be a password. */
    private static final Pattern UNQUOTED = Pattern.compile("^(Unrecognized token) '.*?'");

    private final JsonMapper mapper = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * Reads the body of a request.
     *
     * @throws GraphError when it is too large or no such object
     */
    public Body read(HttpServletRequest request) throws IOException {
        byte[] bytes = request.getInputStream().readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw GraphError.of(ErrorKind.TOO_LARGE, "A body has at most " + MAX_BYTES / 1024 + " KiB.");
        }
        return read(bytes);
    }

    /** Reads a body; see {@link #read(HttpServletRequest)}. */
    public Body read(byte[] bytes) {
        Map<String, Object> members = parse(bytes);
        if (members == null) {
            throw broken("it must be a JSON object");
        }
        refuseUnstorable("", members);
        return new Body(members);
    }

    private @Nullable Map<String, Object> parse(byte[] bytes) {
        try {
            return mapper.readValue(bytes, OBJECT);
        } catch (MismatchedInputException e) {
            throw broken("it must be one JSON object");
        } catch (JacksonException e) {
            TokenStreamLocation place = e.getLocation();
            throw broken(
                    place == null || place.getLineNr() < 1
                            ? "it must be a JSON object"
                            : "see line " + place.getLineNr() + ", column " + place.getColumnNr() + ": "
                                    + UNQUOTED.matcher(e.getOriginalMessage()).replaceFirst("$1"));
        }
    }

    /** Half a surrogate pair or a NUL can be written in JSON, but neither stored in every database nor sent back. */
    private static void refuseUnstorable(String key, @Nullable Object value) {
        switch (value) {
            case String text
            when !Text.storable(text).equals(text) ->
                throw GraphError.invalid(Text.storable(key), "holds characters that no text may hold");
            case Map<?, ?> map ->
                map.forEach((name, each) -> {
                    refuseUnstorable(key, String.valueOf(name));
                    refuseUnstorable(key.isEmpty() ? String.valueOf(name) : key + "." + name, each);
                });
            case List<?> list -> list.forEach(each -> refuseUnstorable(key, each));
            case null, default -> {
                // Numbers, truth values and nulls are what they are.
            }
        }
    }

    private static GraphError broken(String what) {
        return GraphError.of(ErrorKind.INVALID_REQUEST, "The body is not understood: " + what + ".");
    }
}
