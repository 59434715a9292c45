package dev.errata.ops.cli.commands;

import dev.errata.ops.bench.BenchNetwork;
import dev.errata.ops.bench.soak.MemoryReading;
import dev.errata.ops.bench.soak.Soak;
import dev.errata.ops.bench.soak.SoakPlan;
import dev.errata.ops.bench.soak.SoakReport;
import dev.errata.ops.bench.soak.SoakResult;
import dev.errata.ops.cli.console.ProgressBar;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code errata bench soak}: checks that memory stays flat while the engine trains and samples for a long time. */
@Command(
        name = "soak",
        description = {
            "Train and sample at the same time in one process for a long time, and watch its resident memory "
                    + "and what is in use in its Java heap. Exits with 1 if either grew by more than 5 %% after the "
                    + "warm-up, or if the run ended before all steps and samples.",
            "SIGTERM and Ctrl-C end it cleanly at any time."
        })
public final class BenchSoakCommand implements Callable<Integer> {

    @Option(names = "--steps", paramLabel = "N", description = "Training steps. Default: ${DEFAULT-VALUE}.")
    private int steps = 3000;

    @Option(names = "--samples", paramLabel = "N", description = "Sampling calls. Default: ${DEFAULT-VALUE}.")
    private int samples = 3000;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description = "Steps and sampling calls before memory is compared. Default: ${DEFAULT-VALUE}.")
    private int warmUp = 300;

    @Option(names = "--minutes-at-most", paramLabel = "MINUTES", description = "Time limit. Default: ${DEFAULT-VALUE}.")
    private double minutesAtMost = 120;

    @Mixin
    private BenchTarget target = new BenchTarget();

    @Override
    public Integer call() throws InterruptedException {
        SoakPlan plan = new SoakPlan(steps, samples, warmUp, Duration.ofMillis(Math.round(minutesAtMost * 60_000)));
        BenchNetwork network = target.network();
        Soak soak = new Soak(network, plan, target.seed());
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(soak, ended), "stop-soak"));
        try {
            SoakResult result = run(soak);
            print(new SoakReport(network, target.threads(), result));
            return result.isComplete() && result.isFlat() ? 0 : 1;
        } finally {
            ended.countDown();
        }
    }

    private SoakResult run(Soak soak) throws InterruptedException {
        try (ProgressBar bar = new ProgressBar("soaking")) {
            return soak.run(reading -> bar.show(
                    Math.min(steps, reading.steps()) + Math.min(samples, reading.samples()),
                    (long) steps + samples,
                    note(reading)));
        }
    }

    private static String note(MemoryReading reading) {
        return String.format(
                Locale.ROOT,
                "%,d steps, %,d samples, %.0f MB resident",
                reading.steps(),
                reading.samples(),
                reading.resident());
    }

    private void print(SoakReport report) {
        System.out.println(report.table());
        if (target.json()) {
            System.out.println(report.json());
        }
    }

    /** The JVM exits when this returns. */
    private static void stop(Soak soak, CountDownLatch ended) {
        soak.stop();
        try {
            ended.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
