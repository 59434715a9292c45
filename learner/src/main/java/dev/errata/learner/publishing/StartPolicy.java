package dev.errata.learner.publishing;

import dev.errata.policy.weights.Checkpoint;
import dev.errata.policy.weights.Checksum;
import dev.errata.policy.weights.WeightFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * The folder of the policy that a run starts from: weights in one file, or in shards.
 *
 * @param folder its folder
 */
record StartPolicy(Path folder) {

    /** Whether it holds weights at all. */
    boolean isThere() {
        return WeightFiles.arePresent(folder);
    }

    /** Whether it can be published unchanged: announcements name one file. */
    boolean isOneFile() {
        return Files.isRegularFile(folder.resolve(Checkpoint.WEIGHTS));
    }

    /**
     * SHA-256 of its weights, hex: of the file or, of shards, of one line {@code <sha256> <name>} each in order of
     * names.
     */
    String sha256() {
        if (isOneFile()) {
            return Checksum.sha256(folder.resolve(Checkpoint.WEIGHTS));
        }
        String shards = FolderFiles.children(folder).stream()
                .filter(file -> file.getFileName().toString().endsWith(".safetensors"))
                .map(file -> Checksum.sha256(file) + " " + file.getFileName() + "\n")
                .collect(Collectors.joining());
        return Checksum.sha256(shards.getBytes(StandardCharsets.UTF_8));
    }
}
