package dev.errata.policy;

import dev.errata.policy.sampling.SamplingRequest;
import dev.errata.policy.sampling.SamplingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Loads a folder, samples from it, and prints seconds and resident memory. */
public final class LoadTiming {

    private LoadTiming() {}

    public static void main(String[] arguments) throws IOException {
        long began = System.nanoTime();
        try (Policy policy = Policy.load(Path.of(arguments[0]), "cpu")) {
            report("loaded", System.nanoTime() - began);
            began = System.nanoTime();
            policy.sample(List.of(new SamplingRequest(policy.prompt("1+2?"), 0)), SamplingSettings.greedy(8));
            report("sampled 8 tokens", System.nanoTime() - began);
        }
    }

    private static void report(String what, long nanos) throws IOException {
        System.out.printf(Locale.ROOT, "%s: %.2f s", what, nanos / 1e9);
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS") || line.startsWith("VmHWM") || line.startsWith("RssAnon")) {
                System.out.print(", " + line.replaceAll("\\s+", " "));
            }
        }
        System.out.println();
    }
}
