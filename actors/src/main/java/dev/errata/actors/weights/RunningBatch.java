package dev.errata.actors.weights;

import dev.errata.policy.sampling.CacheAfterUpdate;
import dev.errata.policy.sampling.Finished;
import dev.errata.policy.sampling.SamplingRequest;
import java.util.List;

/**
 * Answers that are being sampled: {@link dev.errata.policy.sampling.ContinuousBatch} or a fake. Between two steps the
 * policy's weights may be replaced.
 */
public interface RunningBatch extends AutoCloseable {

    /** Queues a request and returns its ticket: 0, 1, 2 and so on. */
    int submit(SamplingRequest request);

    /** Whether every answer has ended. */
    boolean isIdle();

    /** Samples a few tokens of each running answer; returns those that ended, in no particular order. */
    List<Finished> advance();

    /** Sets the version that samples from now on, and the treatment of the KV cache of running answers. */
    void weightsReplaced(long version, CacheAfterUpdate cache);

    /** Discards answers that have not ended. */
    @Override
    void close();
}
