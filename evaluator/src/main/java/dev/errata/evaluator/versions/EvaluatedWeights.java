package dev.errata.evaluator.versions;

import dev.errata.evaluator.measurement.MeasuredPolicy;
import dev.errata.policy.Policy;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The one policy in memory, whose weights are replaced from version to version. */
public interface EvaluatedWeights extends AutoCloseable {

    /** The policy with the weights of a folder. Earlier results of this method have these weights too from now on. */
    MeasuredPolicy load(Path folder);

    @Override
    void close();

    /** Weights on a device: {@code auto}, {@code cpu} or {@code gpu:N}. */
    static EvaluatedWeights on(String device) {
        return new EvaluatedWeights() {
            private @Nullable Policy policy;

            @Override
            public MeasuredPolicy load(Path folder) {
                Policy loaded = policy;
                if (loaded == null) {
                    loaded = Policy.load(folder, device);
                    policy = loaded;
                } else {
                    loaded.replaceWeights(folder);
                }
                return MeasuredPolicy.of(loaded);
            }

            @Override
            public void close() {
                if (policy != null) {
                    policy.close();
                }
            }
        };
    }
}
