package dev.errata.ops.bench;

import dev.errata.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Measures one benchmark, from opening the network to the result.
 *
 * @param network the network to measure
 * @param workload its work
 * @param seed seed of random weights
 * @param device {@code auto}, {@code cpu} or {@code gpu:N}
 */
public record EngineMeasurement(BenchNetwork network, Workload workload, long seed, String device) {

    /**
     * The number of repetitions.
     *
     * @param warmUp repetitions that are not timed, at least 0
     * @param timed repetitions that are, above 0
     */
    public record Repetitions(int warmUp, int timed) {

        /** Refuses less than one timed repetition. */
        public Repetitions {
            if (warmUp < 0 || timed < 1) {
                throw new IllegalArgumentException(
                        "--repetitions is " + timed + " and --warm-up " + warmUp + ": give at least 1 and 0.");
            }
        }
    }

    /** Receives the progress of a measurement. */
    public interface Listener {

        /** {@code done} of {@code total} repetitions are done, the warm-up included. */
        void onProgress(int done, int total);
    }

    /**
     * Warms up, then times every repetition. The matrix rate of the machine is measured last, so that it adds nothing
     * to the peak memory.
     */
    public Result run(Function<Policy, Benchmark> benchmark, Repetitions repetitions, Listener listener) {
        double baseline = ProcessMemory.read().peak();
        int total = repetitions.warmUp() + repetitions.timed();
        List<Run> runs = new ArrayList<>();
        try (Policy policy = network.open(seed, device)) {
            try (Benchmark work = benchmark.apply(policy)) {
                for (int done = 0; done < total; done++) {
                    listener.onProgress(done, total);
                    long began = System.nanoTime();
                    Work did = work.run();
                    runs.add(new Run((System.nanoTime() - began) / 1e9, did));
                }
            }
            listener.onProgress(total, total);
            double peakMemory = ProcessMemory.read().peak();
            return new Result(
                    policy.backendName(),
                    runs.get(0).work().check(),
                    List.copyOf(runs.subList(repetitions.warmUp(), total)),
                    GemmPeak.gflops(device),
                    baseline,
                    peakMemory);
        }
    }

    /** Writes weights, tokenizer and workload to a new folder, for other engines. */
    public void export(Path folder) throws IOException {
        if (Files.exists(folder)) {
            throw new IllegalArgumentException(folder + " exists already: give a folder that does not.");
        }
        try (Policy policy = network.open(seed, device)) {
            policy.save(folder);
        }
        WorkloadFile.write(folder, workload);
    }

    /**
     * One timed repetition.
     *
     * @param seconds how long it took
     * @param work the work done
     */
    public record Run(double seconds, Work work) {}

    /**
     * The result of a measurement.
     *
     * @param kernels the kernels that computed: {@code vector} or {@code torch}
     * @param check {@link Work#check()} of the very first repetition, when the weights are still those of the seed
     * @param runs the timed repetitions
     * @param gemmPeak the machine's matrix rate, GFLOP/s
     * @param baselineMemory peak resident memory before the engine was loaded, MB
     * @param peakMemory peak resident memory after the last repetition, MB
     */
    public record Result(
            String kernels, double check, List<Run> runs, double gemmPeak, double baselineMemory, double peakMemory) {

        /** Milliseconds per repetition. */
        public Spread milliseconds() {
            return Spread.of(runs.stream().mapToDouble(run -> run.seconds() * 1e3));
        }

        /** Tokens per second. */
        public Spread tokensPerSecond() {
            return Spread.of(runs.stream().mapToDouble(run -> run.work().tokens() / run.seconds()));
        }

        /** Rate of the median repetition, GFLOP/s. */
        public double gflops() {
            return Spread.of(runs.stream().mapToDouble(run -> run.work().flops() / run.seconds() / 1e9))
                    .median();
        }
    }
}
