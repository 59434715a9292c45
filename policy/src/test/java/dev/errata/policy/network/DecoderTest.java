package dev.errata.policy.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import dev.errata.policy.Policy;
import dev.errata.policy.TinyPolicy;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecoderTest {

    /** A learner goes through thousands of versions, an actor too. */
    @Test
    void newWeightsLeaveNothingOfTheOldOnesBehind(@TempDir Path folder) throws IOException {
        try (Policy policy = TinyPolicy.create(folder, "qwen2", 1)) {
            Decoder decoder = policy.decoder();
            decoder.prepared();
            int held = arrays(decoder);
            for (int version = 0; version < 5; version++) {
                decoder.weightsChanged();
                assertThat(decoder.prepared()).isNotEmpty();
            }
            assertThat(arrays(decoder)).isEqualTo(held);
        }
    }

    @Test
    void whatIsPreparedIsMadeOnceUntilTheWeightsChange(@TempDir Path folder) throws IOException {
        try (Policy policy = TinyPolicy.create(folder, "llama", 1)) {
            Decoder decoder = policy.decoder();
            assertThat(decoder.prepared()).isSameAs(decoder.prepared());
        }
    }

    /** The arrays in the decoder's own hands. */
    private static int arrays(Decoder decoder) {
        try (NDManager scope = decoder.scope()) {
            return scope.getParentManager().getManagedArrays().size();
        }
    }
}
