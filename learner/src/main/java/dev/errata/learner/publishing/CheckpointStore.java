package dev.errata.learner.publishing;

import dev.errata.policy.weights.WholeFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checkpoints on disk: one folder {@code <update>} each, or {@code <update>.<settlement>} for a settlement after that
 * update's version; complete as soon as it has that name. The newest has the highest numbers. No name is used twice, so
 * writing a checkpoint never changes an earlier one. One learner at a time: the store holds a lock that ends with the
 * process.
 */
public final class CheckpointStore implements AutoCloseable {

    private static final Pattern NAME = Pattern.compile("(\\d+)(?:\\.(\\d+))?");

    private final Path root;
    private final int keep;
    private final FileChannel lock;

    /**
     * Opens a store, and removes incomplete folders left by a crash.
     *
     * @param keep newest checkpoints to keep, at least 1
     * @throws IllegalStateException if another learner uses the folder
     */
    public CheckpointStore(Path root, int keep) {
        this.root = root.toAbsolutePath();
        this.keep = keep;
        this.lock = lock(this.root);
        WholeFiles.sweep(this.root);
    }

    /** The newest complete checkpoint, if there is any. */
    public Optional<RunCheckpoint> newest() {
        return all().stream().findFirst().map(CheckpointStore::read);
    }

    /**
     * Writes a checkpoint; after the return it survives a power cut.
     *
     * @param weights folder of its weights
     * @param saveOptimizer writes the optimizer state to the file given
     */
    void write(RunPosition position, Origin origin, Outbox outbox, Path weights, Consumer<Path> saveOptimizer) {
        WholeFiles.replaceFolder(root.resolve(name(position)), folder -> {
            RunCheckpoint checkpoint = new RunCheckpoint(folder, position, origin, outbox);
            Files.createDirectory(checkpoint.weights());
            FolderFiles.shareFiles(weights, checkpoint.weights());
            saveOptimizer.accept(checkpoint.optimizer());
            OutboxFiles.write(outbox, folder);
            PositionFiles.write(position, origin, folder);
        });
    }

    /**
     * Removes the checkpoints of the oldest updates, down to the number kept, and those that a later settlement
     * replaces.
     */
    public void prune() {
        Set<Long> kept = new HashSet<>();
        try {
            for (Path checkpoint : all()) {
                if (kept.size() == keep || !kept.add(number(checkpoint, 1))) {
                    WholeFiles.delete(checkpoint);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot remove old checkpoints in " + root + ": may this user write there?", e);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot release the lock of " + root + ", which ends with this process.", e);
        }
    }

    /** The newest first. */
    private List<Path> all() {
        return FolderFiles.children(root).stream()
                .filter(path -> NAME.matcher(path.getFileName().toString()).matches())
                .sorted(Comparator.comparingLong((Path path) -> number(path, 1))
                        .thenComparingLong(path -> number(path, 2))
                        .reversed())
                .toList();
    }

    private static String name(RunPosition position) {
        long settlements = position.open().settlements();
        return position.update() + (settlements == 0 ? "" : "." + settlements);
    }

    /** The update of a checkpoint's folder, or its settlement: 1 or 2. */
    private static long number(Path checkpoint, int place) {
        Matcher name = NAME.matcher(checkpoint.getFileName().toString());
        @Nullable String number = name.matches() ? name.group(place) : null;
        return number == null ? 0 : Long.parseLong(number);
    }

    private static RunCheckpoint read(Path folder) {
        try {
            return new RunCheckpoint(
                    folder, PositionFiles.read(folder), PositionFiles.origin(folder), OutboxFiles.read(folder));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the checkpoint " + folder + ": may this user read it?", e);
        }
    }

    private static FileChannel lock(Path root) {
        try {
            Files.createDirectories(root);
            FileChannel channel =
                    FileChannel.open(root.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            @Nullable FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new IllegalStateException("Another learner is using " + root
                        + ": stop it first, or give this run a learner.checkpoint-dir of its own.");
            }
            return channel;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot use " + root
                            + " for checkpoints: set learner.checkpoint-dir to a folder that can be written.",
                    e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }
}
