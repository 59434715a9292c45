package dev.errata.learner.publishing;

import dev.errata.policy.weights.Checksum;
import dev.errata.policy.weights.WholeFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Where published weights lie: one folder {@code v<version>} a version, complete from the moment it has that name. */
public final class WeightsStore {

    /** The file of a folder that holds the weights. */
    private static final String WEIGHTS = "model.safetensors";

    private static final Pattern VERSION = Pattern.compile("v\\d+");

    /**
     * One version's weights on disk.
     *
     * @param folder the folder
     * @param sha256 of model.safetensors, hex
     * @param bytes size of model.safetensors
     */
    public record Stored(Path folder, String sha256, long bytes) {}

    private final Path root;
    private final int keep;

    /**
     * A store in a folder of the file system.
     *
     * @param keep newest versions to keep; version 0 is always kept besides
     */
    public WeightsStore(Path root, int keep) {
        this.root = root.toAbsolutePath();
        this.keep = keep;
        WholeFiles.sweep(this.root);
    }

    /** The folder of a version, written or not. */
    public Path folder(long version) {
        return root.resolve("v" + version);
    }

    /** Writes a version; one that a crash kept from being announced is written over. */
    public Stored write(long version, WholeFiles.Content save) {
        Path folder = folder(version);
        WholeFiles.replaceFolder(folder, save);
        return stored(folder);
    }

    /** Removes the oldest versions, down to the number kept. */
    public void prune() {
        List<Path> versions = FolderFiles.children(root).stream()
                .filter(path -> VERSION.matcher(path.getFileName().toString()).matches())
                .filter(path -> versionOf(path) > 0)
                .sorted(Comparator.comparingLong(WeightsStore::versionOf).reversed())
                .toList();
        try {
            for (Path old : versions.subList(Math.min(keep, versions.size()), versions.size())) {
                WholeFiles.delete(old);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove old weights in " + root + ".", e);
        }
    }

    /** What lies in a folder of weights. */
    static Stored stored(Path folder) {
        Path weights = folder.resolve(WEIGHTS);
        try {
            return new Stored(folder, Checksum.sha256(weights), Files.size(weights));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + weights + ".", e);
        }
    }

    /** Whether a folder holds weights at all. */
    static boolean holdsWeights(Path folder) {
        return Files.isRegularFile(folder.resolve(WEIGHTS));
    }

    private static long versionOf(Path folder) {
        return Long.parseLong(folder.getFileName().toString().substring(1));
    }
}
