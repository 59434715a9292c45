package dev.errata.policy.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecialTokensTest {

    private static final String TOKENIZER =
            """
            {"added_tokens": [{"id": 9, "content": "<end>"}], "model": {"vocab": {"<pad>": 0, "<s>": 1, "</s>": 2}}}""";

    private static JsonNode json(String text) throws JsonProcessingException {
        return new JsonMapper().readTree(text);
    }

    private static SpecialTokens of(String settings, String generation) throws JsonProcessingException {
        JsonNode given = settings.isEmpty() ? new JsonMapper().missingNode() : json(settings);
        return SpecialTokens.of(json(TOKENIZER), given, json(generation));
    }

    @Test
    void everyEndOfSequenceTokenOfTheListStops() throws JsonProcessingException {
        SpecialTokens special = of("{\"eos_token\": \"<end>\"}", "{\"eos_token_id\": [2, 7]}");
        assertThat(special.stop()).isEqualTo(Set.of(2, 7, 9));
        assertThat(special.eos()).isEqualTo(9);
        assertThat(special.pad()).isEqualTo(9);
        assertThat(special.largest()).isEqualTo(9);
    }

    @Test
    void withoutTokenizerConfigTheIdsAreThoseOfTheGenerationConfig() throws JsonProcessingException {
        SpecialTokens special = of("", "{\"bos_token_id\": 1, \"eos_token_id\": [7, 2], \"pad_token_id\": 0}");
        assertThat(special).isEqualTo(new SpecialTokens(1, 7, 0, Set.of(2, 7)));
    }

    @Test
    void aBosTokenIsOnlyUsedWhereTheConfigurationAsksForIt() throws JsonProcessingException {
        String generation = "{\"eos_token_id\": 2}";
        assertThat(of("{\"bos_token\": {\"content\": \"<s>\"}}", generation).bos())
                .isEqualTo(1);
        assertThat(of("{\"bos_token\": \"<s>\", \"add_bos_token\": false}", generation)
                        .bos())
                .isEqualTo(-1);
        assertThat(of("{\"bos_token\": null}", generation).bos()).isEqualTo(-1);
    }

    @Test
    void aValueThatIsNoTokenIdIsIgnored() throws JsonProcessingException {
        assertThat(of("{}", "{\"eos_token_id\": [-1, \"x\", 1.5, null]}").stop())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | no vocabulary",
                "{\"model\": {\"vocab\": {\"a\": -1}}} | token id '-1'",
                "{\"model\": {\"vocab\": {\"a\": 2147483647}}} | token id '2147483647'",
                "{\"model\": {\"vocab\": {\"a\": \"b\"}}} | token id",
                "{\"model\": {\"vocab\": {\"a\": 1}}, \"added_tokens\": [{\"id\": 3}]} | without a text"
            })
    void aTokenizerWithoutUsableIdsIsRefused(String tokenizer, String reason) throws JsonProcessingException {
        JsonNode json = json(tokenizer);
        assertThatThrownBy(() -> TokenizerJson.size(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    /** Seen: the native library overflowed its stack on it and ended the process. */
    @Test
    void aTokenizerWithAVeryLongTokenIsRefused() throws JsonProcessingException {
        JsonNode json = json("{\"model\": {\"vocab\": [[\"" + "[".repeat(100_000) + "\", -1.5]]}}");
        assertThatThrownBy(() -> TokenizerJson.size(json)).hasMessageContaining("more than 4096 characters");
    }
}
