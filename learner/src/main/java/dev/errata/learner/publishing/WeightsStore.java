package dev.errata.learner.publishing;

import dev.errata.policy.weights.Checkpoint;
import dev.errata.policy.weights.Checksum;
import dev.errata.policy.weights.WholeFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Published weights on disk: one folder {@code v<version>} for each version, complete as soon as it has that name. The
 * store belongs to one run: the versions of two runs would be confused, and the run with lower numbers would lose its
 * own.
 */
public final class WeightsStore {

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
    private final String run;

    /**
     * A store in a folder; nothing in it is changed before it is claimed.
     *
     * @param keep newest versions to keep; version 0 is always kept too
     * @param run name of the run; empty if it has none
     */
    public WeightsStore(Path root, int keep, String run) {
        this.root = root.toAbsolutePath();
        this.keep = keep;
        this.run = run;
    }

    /**
     * Claims the folder for a new run, and removes incomplete folders left by a crash.
     *
     * @throws IllegalStateException if it already holds weights, or belongs to another run
     */
    void claimForNewRun(String startPolicySha256) {
        WeightsOwner owner = new WeightsOwner(run, startPolicySha256);
        Optional<WeightsOwner> claimed = WeightsOwner.of(root);
        // After a crash between version 0 and its checkpoint, version 0 is written again.
        boolean mine = claimed.filter(owner::equals).isPresent()
                && versions().stream().allMatch(folder -> versionOf(folder) == 0);
        if (!mine && !versions().isEmpty()) {
            throw notOf(owner, claimed);
        }
        claim(owner);
    }

    /**
     * Claims the folder for a run that continues, and removes incomplete folders left by a crash.
     *
     * @throws IllegalStateException if the folder belongs to another run, or its version 0 is not what the run started
     *     from
     */
    void claimForRun(Origin origin) {
        WeightsOwner owner = new WeightsOwner(run, origin.startPolicySha256());
        Optional<WeightsOwner> claimed = WeightsOwner.of(root);
        boolean begins = holdsWeights(folder(0));
        // Earlier releases recorded no owner, but always kept version 0.
        boolean mine = claimed.map(owner::equals).orElse(begins);
        if (!mine && !versions().isEmpty()
                || begins && !stored(folder(0)).sha256().equals(origin.versionZeroSha256())) {
            throw notOf(owner, claimed);
        }
        claim(owner);
    }

    private void claim(WeightsOwner owner) {
        WholeFiles.sweep(root);
        owner.claim(root);
    }

    private IllegalStateException notOf(WeightsOwner owner, Optional<WeightsOwner> claimed) {
        return new IllegalStateException("The weights in " + root + " are "
                + claimed.filter(other -> !other.equals(owner))
                        .map(other -> "of " + other)
                        .orElse("of another run, or of an earlier life of this one")
                + ", not of " + owner + ": set learner.weights-dir to a folder of this run's own.");
    }

    /** The folder of a version, written or not. */
    public Path folder(long version) {
        return root.resolve("v" + version);
    }

    /** Writes a version; overwrites one that was not announced because of a crash. */
    public Stored write(long version, WholeFiles.Content save) {
        Path folder = folder(version);
        WholeFiles.replaceFolder(folder, save);
        return stored(folder);
    }

    /** Removes the oldest versions, down to the number kept. */
    public void prune() {
        List<Path> versions = versions().stream()
                .filter(path -> versionOf(path) > 0)
                .sorted(Comparator.comparingLong(WeightsStore::versionOf).reversed())
                .toList();
        try {
            for (Path old : versions.subList(Math.min(keep, versions.size()), versions.size())) {
                WholeFiles.delete(old);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove old weights in " + root + ": may this user write there?", e);
        }
    }

    private List<Path> versions() {
        return FolderFiles.children(root).stream()
                .filter(path -> VERSION.matcher(path.getFileName().toString()).matches())
                .toList();
    }

    private static Stored stored(Path folder) {
        Path weights = folder.resolve(Checkpoint.WEIGHTS);
        try {
            return new Stored(folder, Checksum.sha256(weights), Files.size(weights));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + weights + ": is it there, and may this user read it?", e);
        }
    }

    private static boolean holdsWeights(Path folder) {
        return Files.isRegularFile(folder.resolve(Checkpoint.WEIGHTS));
    }

    private static long versionOf(Path folder) {
        return Long.parseLong(folder.getFileName().toString().substring(1));
    }
}
