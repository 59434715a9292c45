package dev.errata.ops.cli.models;

import dev.errata.policy.weights.Checksum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Names the weights in a folder by their checksums, so that replaced weights count as another model. */
public final class WeightsName {

    private static final int DIGITS = 12;

    private WeightsName() {}

    /** Whether there are weights in a folder. */
    public static boolean exists(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(WeightsName::isWeights);
        } catch (IOException unreadable) {
            return false;
        }
    }

    /** The first 12 hex digits of the SHA-256 of each weights file, concatenated. */
    public static String of(Path folder) throws IOException {
        StringBuilder sums = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(WeightsName::isWeights)
                    .sorted()
                    .forEach(file -> sums.append(Checksum.sha256(file), 0, DIGITS));
        }
        return sums.toString();
    }

    private static boolean isWeights(Path file) {
        return file.toString().endsWith(".safetensors");
    }
}
