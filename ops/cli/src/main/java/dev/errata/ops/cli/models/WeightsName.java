package dev.errata.ops.cli.models;

import dev.errata.policy.weights.Checksum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A name for the weights of a folder, so that a folder whose weights were replaced is another model. */
public final class WeightsName {

    private static final int DIGITS = 12;

    private WeightsName() {}

    /** The first digits of the checksum of each file of weights. */
    public static String of(Path folder) throws IOException {
        StringBuilder sums = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(".safetensors"))
                    .sorted()
                    .forEach(file -> sums.append(Checksum.sha256(file), 0, DIGITS));
        }
        return sums.toString();
    }
}
