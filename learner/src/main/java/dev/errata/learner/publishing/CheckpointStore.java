package dev.errata.learner.publishing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checkpoints on disk: one folder {@code <update>} each, complete from the moment it has that name; the newest is the one
 * with the highest number. One learner at a time: the store holds a lock that dies with the process.
 */
public final class CheckpointStore implements AutoCloseable {

    private static final Pattern UPDATE = Pattern.compile("\\d+");
    private static final String RUN = "run.json";

    private final Path root;
    private final int keep;
    private final FileChannel lock;
    private final ObjectMapper json = new ObjectMapper();

    /**
     * Opens a store, and clears away what a crash has left half written.
     *
     * @param keep newest checkpoints to keep, at least 1
     * @throws IllegalStateException if another learner uses the folder
     */
    public CheckpointStore(Path root, int keep) {
        this.root = root.toAbsolutePath();
        this.keep = keep;
        this.lock = lock(this.root);
        DurableFiles.sweep(this.root);
    }

    /** The newest complete checkpoint, if there is any. */
    public Optional<Checkpoint> newest() {
        return all().stream().findFirst().map(this::read);
    }

    /**
     * Writes a checkpoint; when this returns it survives a power cut.
     *
     * @param weights folder of the weights to keep in it
     * @param saveOptimizer writes the optimizer state to the file given
     */
    public void write(
            RunPosition position, String startPolicySha256, Outbox outbox, Path weights, Consumer<Path> saveOptimizer) {
        DurableFiles.writeFolder(root.resolve(Long.toString(position.update())), folder -> {
            Checkpoint checkpoint = new Checkpoint(folder, position, startPolicySha256, outbox);
            try {
                Files.createDirectory(checkpoint.weights());
                DurableFiles.shareFiles(weights, checkpoint.weights());
                saveOptimizer.accept(checkpoint.optimizer());
                OutboxFiles.write(outbox, folder);
                json.writerWithDefaultPrettyPrinter()
                        .writeValue(folder.resolve(RUN).toFile(), toJson(checkpoint));
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot write the checkpoint " + folder + ".", e);
            }
        });
    }

    /** Removes the oldest checkpoints, down to the number kept. */
    public void prune() {
        List<Path> all = all();
        try {
            for (Path old : all.subList(Math.min(keep, all.size()), all.size())) {
                DurableFiles.delete(old);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove old checkpoints in " + root + ".", e);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot release " + root + ".", e);
        }
    }

    private List<Path> all() {
        return DurableFiles.children(root).stream()
                .filter(path -> UPDATE.matcher(path.getFileName().toString()).matches())
                .sorted(Comparator.comparingLong(
                                (Path path) -> Long.parseLong(path.getFileName().toString()))
                        .reversed())
                .toList();
    }

    private ObjectNode toJson(Checkpoint checkpoint) {
        RunPosition position = checkpoint.position();
        ObjectNode run = json.createObjectNode()
                .put("update", position.update())
                .put("version", position.version())
                .put("published_update", position.publishedUpdate())
                .put("rollouts_trained", position.rolloutsTrained())
                .put("start_policy_sha256", checkpoint.startPolicySha256());
        ObjectNode offsets = run.putObject("offsets");
        position.offsets().forEach((partition, offset) -> offsets.put(Integer.toString(partition), offset));
        return run;
    }

    private Checkpoint read(Path folder) {
        try {
            JsonNode run = json.readTree(folder.resolve(RUN).toFile());
            Map<Integer, Long> offsets = new TreeMap<>();
            run.required("offsets")
                    .properties()
                    .forEach(entry -> offsets.put(
                            Integer.valueOf(entry.getKey()), entry.getValue().longValue()));
            RunPosition position = new RunPosition(
                    run.required("update").longValue(),
                    run.required("version").longValue(),
                    run.required("published_update").longValue(),
                    run.required("rollouts_trained").longValue(),
                    offsets);
            String sha256 = run.required("start_policy_sha256").textValue();
            return new Checkpoint(folder, position, sha256, OutboxFiles.read(folder));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the checkpoint " + folder + ".", e);
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
