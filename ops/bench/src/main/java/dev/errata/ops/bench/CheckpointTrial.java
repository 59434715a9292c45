package dev.errata.ops.bench;

import dev.errata.policy.Policy;
import dev.errata.policy.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Tries whether a checkpoint fits this machine: loads it, samples from it and takes one optimizer step in one process,
 * and measures the time and memory of each.
 *
 * @param network the checkpoint
 * @param sequences sequences in the step; also the number of answers sampled
 * @param tokens tokens of a sequence, a quarter of them prompt
 * @param newTokens tokens sampled for each answer
 * @param device {@code auto}, {@code cpu} or {@code gpu:N}
 */
public record CheckpointTrial(BenchNetwork network, int sequences, int tokens, int newTokens, String device) {

    private static final long SEED = 1;

    /**
     * One stage of the trial.
     *
     * @param name load, sample or step
     * @param seconds how long it took
     * @param peakMegabytes highest resident memory so far, MB (10^6 bytes)
     */
    public record Stage(String name, double seconds, double peakMegabytes) {}

    /** Runs all three stages; the listener is called after each. */
    public List<Stage> run(Consumer<Stage> listener) {
        List<Stage> stages = new ArrayList<>();
        Consumer<Stage> both = stage -> {
            stages.add(stage);
            listener.accept(stage);
        };
        int vocabulary = network.config().vocabulary();
        try (Policy policy = timed("load", both, () -> network.open(SEED, device))) {
            SampleWorkload answers = SampleWorkload.equal(sequences, tokens / 4, newTokens, vocabulary, SEED);
            timed("sample", both, () -> new SampleBenchmark(policy, answers, SEED).run());
            BatchWorkload batch = BatchWorkload.equal(sequences, tokens, vocabulary, SEED);
            try (Trainer trainer = TrainStepBenchmark.trainer(policy)) {
                timed("step", both, () -> trainer.step(batch.batch(), TrainStepBenchmark.LEARNING_RATE));
            }
        }
        return stages;
    }

    private static <T> T timed(String name, Consumer<Stage> listener, Supplier<T> work) {
        long start = System.nanoTime();
        T result = work.get();
        listener.accept(new Stage(
                name, (System.nanoTime() - start) / 1e9, ProcessMemory.read().peak()));
        return result;
    }
}
