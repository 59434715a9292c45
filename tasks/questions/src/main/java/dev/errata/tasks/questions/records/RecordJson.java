package dev.errata.tasks.questions.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** How records are read from JSON: numbers keep their digits, and nothing is taken twice or left over. */
final class RecordJson {

    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** As {@link #MAPPER}, for a text that holds one value and nothing else. */
    static final JsonMapper ONE_VALUE = MAPPER.rebuild()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private RecordJson() {}

    /** One sentence that says why a text is not JSON. */
    static String problem(JsonProcessingException broken) {
        String message = broken.getOriginalMessage();
        return "This is not JSON: "
                + (message == null ? "unknown" : message.lines().findFirst().orElse("unknown")) + ".";
    }
}
