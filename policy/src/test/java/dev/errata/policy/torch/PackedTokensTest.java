package dev.errata.policy.torch;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import dev.errata.policy.network.SharedPrompt;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackedTokensTest {

    @Test
    void aSequenceWhoseMaskExceedsTheBudgetIsRefused() {
        SharedPrompt long4097 = new SharedPrompt(new int[97], List.of(new int[2000], new int[2000]));
        try (NDManager scope = TorchEngine.newManager("cpu")) {
            assertThatThrownBy(() -> PackedTokens.of(scope, List.of(long4097)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("4097 tokens");
        }
    }
}
