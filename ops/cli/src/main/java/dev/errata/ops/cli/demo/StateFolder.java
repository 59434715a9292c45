package dev.errata.ops.cli.demo;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.MachineOccupied;
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
import java.util.Set;
import java.util.stream.Stream;

/** Everything a demo leaves on disk, in one folder that one demo uses at a time. */
public final class StateFolder implements AutoCloseable {

    private static final String LOCK = "lock";
    private static final List<String> SWEPT =
            List.of("broker", "weights", "checkpoints", "streams", "questions", "pids");

    private final Path folder;
    private final FileChannel channel;

    private StateFolder(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Takes the folder, creating it where it is missing.
     *
     * @param fresh whether to wipe what an earlier run left
     * @throws MachineOccupied if another demo uses it
     * @throws CommandFailed if it cannot be written
     */
    public static StateFolder take(Path folder, boolean fresh) {
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!lock(channel)) {
                channel.close();
                throw new MachineOccupied("Another demo runs in " + folder
                        + ": wait for it, end it, or give this one its own --state and --port-base.");
            }
            StateFolder state = new StateFolder(folder, channel);
            if (fresh) {
                state.wipe();
            }
            for (String part : List.of("logs", "pids", "questions")) {
                Files.createDirectories(folder.resolve(part));
            }
            Files.writeString(state.pid("errata"), ProcessHandle.current().pid() + "\n");
            return state;
        } catch (IOException cause) {
            throw new CommandFailed(
                    "The state folder " + folder + " cannot be used: " + cause.getMessage() + ".", cause);
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException ours) {
            return false;
        }
    }

    /** The folder itself. */
    public Path folder() {
        return folder;
    }

    /** A part of the state, for example {@code learner}. */
    public Path part(String name) {
        return folder.resolve(name);
    }

    /** Log of a role. */
    public Path log(String role) {
        return folder.resolve("logs").resolve(role + ".log");
    }

    /** Process id of a role while it runs. */
    public Path pid(String role) {
        return folder.resolve("pids").resolve(role + ".pid");
    }

    private void wipe() throws IOException {
        deleteBut(Set.of(folder, folder.resolve(LOCK)), folder);
    }

    /** Deletes a folder and all that lies below it, but for some paths. */
    private static void deleteBut(Set<Path> kept, Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            all.sorted(Comparator.reverseOrder())
                    .filter(path -> !kept.contains(path))
                    .forEach(StateFolder::delete);
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    /** Deletes what a run that is over needs no more: its log, the services' states, weights. What its processes said stays. */
    public static void sweep(Path folder) {
        try {
            for (String part : SWEPT) {
                if (Files.isDirectory(folder.resolve(part))) {
                    deleteBut(Set.of(), folder.resolve(part));
                }
            }
        } catch (IOException cause) {
            throw new CommandFailed("Cannot tidy up " + folder + ": " + cause.getMessage() + ".", cause);
        }
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(pid("errata"));
            channel.close();
        } catch (IOException harmless) {
            // The lock goes with the process; a stale pid file names a process that is gone.
        }
    }
}
