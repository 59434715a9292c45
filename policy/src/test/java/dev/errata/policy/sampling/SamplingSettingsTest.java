package dev.errata.policy.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplingSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "-0.1, 1, 0, 8, temperature is -0.1",
        "NaN, 1, 0, 8, temperature is NaN",
        "Infinity, 1, 0, 8, temperature is Infinity",
        "1, 0, 0, 8, top-p is 0.0",
        "1, 1.01, 0, 8, top-p is 1.01",
        "1, NaN, 0, 8, top-p is NaN",
        "1, 1, -1, 8, top-k is -1",
        "1, 1, 0, 0, max-new-tokens is 0",
    })
    void aNumberOutsideItsRangeIsRefusedByName(
            double temperature, double topP, int topK, int maxNewTokens, String words) {
        assertThatThrownBy(() -> new SamplingSettings(temperature, topP, topK, maxNewTokens))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words)
                .hasMessageContaining("must be");
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 0, 1", "5, 0.01, 7, 3"})
    void theEndsOfTheRangesAreAccepted(double temperature, double topP, int topK, int maxNewTokens) {
        SamplingSettings settings = new SamplingSettings(temperature, topP, topK, maxNewTokens);
        assertThat(settings.stoppingAt(Set.of(3)).maxNewTokens()).isEqualTo(maxNewTokens);
    }

    @Test
    void greedyDecodingNeedsRoomForAToken() {
        assertThatThrownBy(() -> SamplingSettings.greedy(0)).hasMessageContaining("max-new-tokens is 0");
    }
}
