package dev.errata.rewardmodel.rewrite;

import dev.errata.policy.weights.Checkpoint;
import dev.errata.policy.weights.Checksum;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A reward model's folder and the model in memory, which follows it: between batches it looks whether the weights have
 * changed, and loads the new ones. A folder that cannot be loaded, as it is being written perhaps, leaves the old model in
 * place until the next look. While new weights are loaded, both models are in memory. Not thread-safe.
 */
public final class FollowedFolder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FollowedFolder.class);

    private final Path weights;
    private final Optional<Duration> every;
    private final Supplier<RewardModel> load;
    private final LongSupplier nanos;
    private RewardModel served;
    private @Nullable Stamp stamp;
    private long lookedAt;

    /** What tells at a glance that a file may have changed. */
    private record Stamp(FileTime modified, long size, @Nullable Object key) {}

    /**
     * Loads the model.
     *
     * @param folder the reward model's folder
     * @param every time between two looks at it; never looked at again where empty
     * @param load loads the model of the folder
     * @param nanos {@link System#nanoTime}
     */
    public FollowedFolder(Path folder, Optional<Duration> every, Supplier<RewardModel> load, LongSupplier nanos) {
        this.weights = folder.resolve(Checkpoint.WEIGHTS);
        this.every = every;
        this.load = load;
        this.nanos = nanos;
        // Before loading: what is written meanwhile is then noticed.
        Stamp before = every.isPresent() && Files.exists(weights) ? stamp() : null;
        this.served = load.get();
        this.stamp = before;
        this.lookedAt = nanos.getAsLong();
    }

    /** The model to work the next batch with; the one given before is closed where it is another. */
    public RewardModel model() {
        if (every.isPresent() && nanos.getAsLong() - lookedAt >= every.get().toNanos()) {
            lookedAt = nanos.getAsLong();
            try {
                look();
            } catch (RuntimeException notNow) {
                LOG.warn(
                        "The reward model {} stays, as new weights cannot be loaded: {}",
                        served.version(),
                        notNow.getMessage());
            }
        }
        return served;
    }

    private void look() {
        Stamp now = stamp();
        if (now.equals(stamp)) {
            return;
        }
        if (!Checksum.sha256(weights).startsWith(served.version())) {
            RewardModel fresh = load.get();
            if (!stamp().equals(now)) {
                // Written while it was read: it may have the numbers of one version and the name of another.
                fresh.close();
                return;
            }
            RewardModel old = served;
            served = fresh;
            LOG.info("The reward model is {} now; it was {}.", served.version(), old.version());
            old.close();
        }
        stamp = now;
    }

    private Stamp stamp() {
        try {
            BasicFileAttributes file = Files.readAttributes(weights, BasicFileAttributes.class);
            return new Stamp(file.lastModifiedTime(), file.size(), file.fileKey());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + weights, e);
        }
    }

    @Override
    public void close() {
        served.close();
    }
}
