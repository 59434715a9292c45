package dev.errata.actors.weights;

import dev.errata.policy.Policy;
import dev.errata.policy.sampling.CacheAfterUpdate;
import dev.errata.policy.sampling.ContinuousBatch;
import dev.errata.policy.sampling.Finished;
import dev.errata.policy.sampling.Sampler;
import dev.errata.policy.sampling.SamplingRequest;
import dev.errata.policy.sampling.SamplingSettings;
import java.nio.file.Path;
import java.util.List;

/** The real policy, loaded on a device. */
public final class DevicePolicy implements ResidentPolicy {

    private final Policy policy;

    private DevicePolicy(Policy policy) {
        this.policy = policy;
    }

    /** Loads policies on a device: {@code auto}, {@code cpu} or {@code gpu:N}. */
    public static Loader on(String device) {
        return folder -> new DevicePolicy(Policy.load(folder, device));
    }

    @Override
    public int[] prompt(String question) {
        return policy.prompt(question);
    }

    @Override
    public int maxPositions() {
        return policy.maxPositions();
    }

    @Override
    public RunningBatch batch(SamplingSettings settings, long version) {
        ContinuousBatch batch = policy.continuousBatch(settings, Sampler.MAX_ROWS);
        // Nothing runs yet: this only names the weights in memory.
        batch.weightsReplaced(version, CacheAfterUpdate.KEEP);
        return new DeviceBatch(batch);
    }

    @Override
    public String decode(int[] tokens) {
        return policy.tokenizer().decode(tokens);
    }

    @Override
    public void replaceWeights(Path folder) {
        policy.replaceWeights(folder);
    }

    @Override
    public void close() {
        policy.close();
    }

    private record DeviceBatch(ContinuousBatch batch) implements RunningBatch {

        @Override
        public int submit(SamplingRequest request) {
            return batch.submit(request);
        }

        @Override
        public boolean isIdle() {
            return batch.isIdle();
        }

        @Override
        public List<Finished> advance() {
            return batch.advance();
        }

        @Override
        public void weightsReplaced(long version, CacheAfterUpdate cache) {
            batch.weightsReplaced(version, cache);
        }

        @Override
        public void close() {
            batch.close();
        }
    }
}
