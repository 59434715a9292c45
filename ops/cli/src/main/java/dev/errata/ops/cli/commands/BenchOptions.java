package dev.errata.ops.cli.commands;

import dev.errata.ops.bench.BenchNetwork;
import dev.errata.ops.bench.Benchmark;
import dev.errata.ops.bench.BenchmarkReport;
import dev.errata.ops.bench.EngineMeasurement;
import dev.errata.ops.bench.EngineMeasurement.Repetitions;
import dev.errata.ops.bench.Workload;
import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.console.ProgressBar;
import dev.errata.policy.Policy;
import dev.errata.policy.weights.UnusableCheckpointException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that all benchmarks share. */
final class BenchOptions {

    @Mixin
    private BenchTarget target = new BenchTarget();

    @Option(names = "--repetitions", paramLabel = "N", description = "Timed repetitions. Default: ${DEFAULT-VALUE}.")
    private int repetitions = 5;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description = "Untimed repetitions before the timed ones. Default: ${DEFAULT-VALUE}.")
    private int warmUp = 1;

    @Option(names = "--device", description = "auto, cpu or gpu:N. Default: ${DEFAULT-VALUE}.")
    private String device = "cpu";

    @Option(
            names = "--export",
            paramLabel = "FOLDER",
            description = "Measure nothing; write the model and workload.json to a new FOLDER, for other engines.")
    private @Nullable Path export;

    /** Makes a workload for a vocabulary, from a seed. */
    interface Drawing<W extends Workload> {
        W draw(int vocabulary, long seed);
    }

    /** Makes a benchmark of a policy and a workload. */
    interface Setup<W extends Workload> {
        Benchmark of(Policy policy, W workload, long seed);
    }

    /** Refuses a number below 1. */
    static void requirePositive(String option, int value) {
        if (value < 1) {
            throw new CommandFailed(option + " is " + value + ": give at least 1.");
        }
    }

    /** Measures or exports a workload. */
    <W extends Workload> int run(String benchmark, Drawing<W> drawing, Setup<W> setup) {
        Repetitions times = new Repetitions(warmUp, repetitions);
        BenchNetwork network = target.network();
        long seed = target.seed();
        try {
            W workload = drawing.draw(network.config().vocabulary(), seed);
            EngineMeasurement measurement = new EngineMeasurement(network, workload, seed, device);
            if (export != null) {
                write(measurement, export);
            } else {
                print(benchmark, measurement, measure(measurement, policy -> setup.of(policy, workload, seed), times));
            }
        } catch (UnusableCheckpointException unusable) {
            throw new CommandFailed(String.valueOf(unusable.getMessage()), unusable);
        }
        return 0;
    }

    private static EngineMeasurement.Result measure(
            EngineMeasurement measurement, Function<Policy, Benchmark> benchmark, Repetitions times) {
        try (ProgressBar bar = new ProgressBar("measuring")) {
            return measurement.run(benchmark, times, (done, total) -> bar.show(done, total, ""));
        }
    }

    private void print(String benchmark, EngineMeasurement measurement, EngineMeasurement.Result result) {
        BenchmarkReport report = new BenchmarkReport(benchmark, measurement, target.threads(), result);
        System.out.println(report.table());
        if (target.json()) {
            System.out.println(report.json());
        }
    }

    private static void write(EngineMeasurement measurement, Path folder) {
        try {
            measurement.export(folder.toAbsolutePath());
        } catch (IOException cause) {
            throw new CommandFailed("The workload cannot be written: " + cause.getMessage() + ".", cause);
        }
        System.out.println("wrote " + folder);
    }
}
