package dev.errata.rewards.worker;

import dev.errata.policy.weights.Checkpoint;
import dev.errata.policy.weights.Checksum;
import dev.errata.rewardmodel.RewardModel;
import dev.errata.rewardmodel.rewrite.GenerativeRewardModel;
import dev.errata.rewards.config.RewardModelConfig;
import dev.errata.service.RunConfig;
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
 * The reward model of a folder, reloaded between batches when the folder's weights have changed. A folder that cannot
 * be loaded, perhaps because it is being written, leaves the old model in place until the next check. While new weights
 * are loaded, both models are in memory. Not thread-safe.
 */
public final class ReloadingRewardModel implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReloadingRewardModel.class);

    private final Path weights;
    private final Optional<Duration> every;
    private final Supplier<RewardModel> load;
    private final LongSupplier nanos;
    private RewardModel current;
    private @Nullable Stamp stamp;
    private long checkedAt;

    /** A cheap sign that a file may have changed. */
    private record Stamp(FileTime modified, long size, @Nullable Object key) {}

    /**
     * Loads the model.
     *
     * @param folder the reward model's folder
     * @param every time between two checks of the folder; never reloaded where empty
     * @param load loads the folder's model
     * @param nanos {@link System#nanoTime}
     */
    public ReloadingRewardModel(Path folder, Optional<Duration> every, Supplier<RewardModel> load, LongSupplier nanos) {
        this.weights = folder.resolve(Checkpoint.WEIGHTS);
        this.every = every;
        this.load = load;
        this.nanos = nanos;
        // Taken before loading, so that weights written during the load are noticed.
        Stamp before = every.isPresent() && Files.exists(weights) ? stamp() : null;
        this.current = load.get();
        this.stamp = before;
        this.checkedAt = nanos.getAsLong();
    }

    /** Loads the model of a folder as the settings say. */
    public static ReloadingRewardModel load(Path folder, RewardModelConfig config, RunConfig run) {
        var limits = new GenerativeRewardModel.Limits(
                config.maxPromptTokens(), config.maxRewriteTokens(), config.cacheSize());
        return new ReloadingRewardModel(
                folder,
                config.reloadEvery(),
                () -> GenerativeRewardModel.load(folder, run.device(), run.threads(), limits, config.locating()),
                System::nanoTime);
    }

    /** The model for the next batch. Closes the model of the batch before if it is another. */
    public RewardModel current() {
        if (every.isPresent() && nanos.getAsLong() - checkedAt >= every.get().toNanos()) {
            checkedAt = nanos.getAsLong();
            try {
                reloadIfChanged();
            } catch (RuntimeException unusable) {
                LOG.warn(
                        "Keeping reward model {}: the new weights cannot be loaded: {}",
                        current.version(),
                        unusable.getMessage());
            }
        }
        return current;
    }

    private void reloadIfChanged() {
        Stamp now = stamp();
        if (now.equals(stamp)) {
            return;
        }
        if (!Checksum.sha256(weights).startsWith(current.version())) {
            RewardModel fresh = load.get();
            if (!stamp().equals(now)) {
                // Written while it was read, so its weights and its version may not belong together.
                fresh.close();
                return;
            }
            RewardModel old = current;
            current = fresh;
            LOG.info("Reward model {} replaces {}.", current.version(), old.version());
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
        current.close();
    }
}
