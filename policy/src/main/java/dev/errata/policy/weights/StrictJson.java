package dev.errata.policy.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;

/** Reads JSON objects of a checkpoint strictly: one object, no duplicate key; errors name the file and the place. */
final class StrictJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private StrictJson() {}

    /**
     * Reads an object.
     *
     * @param begin offset of its text in the file, for messages
     */
    static ObjectNode object(byte[] text, Path file, long begin) {
        JsonNode read;
        try {
            read = MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            // The location is missing if a limit of the parser was exceeded.
            long at = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getByteOffset());
            throw new UnusableCheckpointException(
                    file + " is not JSON at byte " + (begin + at) + " (" + firstLine(e) + "); copy it again", e);
        } catch (IOException e) {
            throw new UnusableCheckpointException("cannot read " + file + "; copy it again", e);
        }
        if (read instanceof ObjectNode object) {
            return object;
        }
        throw new UnusableCheckpointException(file + " is not a JSON object at byte " + begin + "; copy it again");
    }

    private static String firstLine(JsonProcessingException e) {
        return e.getOriginalMessage().lines().findFirst().orElse("malformed");
    }
}
