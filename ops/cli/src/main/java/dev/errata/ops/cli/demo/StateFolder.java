package dev.errata.ops.cli.demo;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.MachineOccupied;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folder with all files of a demo. One demo uses it at a time.
 *
 * <p>A folder that is not empty is used only if Errata created it: it holds the marker file or, from an older version,
 * a lock file and only files that a run writes. Nothing else is ever deleted.
 */
public final class StateFolder implements AutoCloseable {

    private static final String LOCK = "lock";
    private static final String MARK = "errata-state";
    private static final String ABOUT = "A run of Errata keeps its state here; 'demo --fresh' deletes it.\n";
    private static final String LOGS = "logs";
    private static final String PIDS = "pids";
    private static final String QUESTIONS = "questions";
    private static final List<String> SWEPT = List.of("broker", "weights", "checkpoints", "streams", QUESTIONS, PIDS);
    private static final List<String> KEPT_LONGER =
            List.of(LOGS, "models", FromScratch.UNFINISHED, "connection.properties", "port-base");

    /** The files that an experiment writes into the folder of a trial, even if its loop was never started. */
    private static final Set<String> OF_A_TRIAL = Set.of("result.json", "failure.txt");

    /** The files that a folder without the marker file may hold. */
    private static final Set<String> KNOWN =
            Stream.of(SWEPT, KEPT_LONGER, List.of(LOCK)).flatMap(List::stream).collect(Collectors.toUnmodifiableSet());

    private final Path folder;
    private final FileChannel channel;

    private StateFolder(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Locks the folder, and creates it if it is missing.
     *
     * @throws MachineOccupied if another demo uses it
     * @throws CommandFailed if it holds files that are not Errata's, or cannot be written
     */
    public static StateFolder take(Path folder) {
        try {
            refuseForeign(folder);
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!lock(channel)) {
                channel.close();
                throw new MachineOccupied("Another demo runs in " + folder
                        + ": wait for it, end it, or give this one its own --state and --port-base.");
            }
            Files.writeString(folder.resolve(MARK), ABOUT);
            StateFolder state = new StateFolder(folder, channel);
            state.prepare();
            return state;
        } catch (IOException cause) {
            throw new CommandFailed(
                    "The state folder " + folder + " cannot be used: " + cause.getMessage() + ".", cause);
        }
    }

    private static void refuseForeign(Path folder) throws IOException {
        if (!Files.isDirectory(folder) || Files.exists(folder.resolve(MARK))) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            Set<String> held =
                    files.map(file -> String.valueOf(file.getFileName())).collect(Collectors.toSet());
            // Without a lock file, known names prove nothing: a user's folder may hold "models" and "logs" as well.
            Optional<String> foreign = held.stream()
                    .filter(name -> !OF_A_TRIAL.contains(name))
                    .filter(name -> !held.contains(LOCK) || !KNOWN.contains(name))
                    .min(Comparator.naturalOrder());
            if (foreign.isPresent()) {
                throw new CommandFailed("The folder " + folder + " was not created by Errata: it holds '"
                        + foreign.get() + "'. Give --state a new or empty folder, or that of an earlier run.");
            }
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

    private void prepare() throws IOException {
        for (String part : List.of(LOGS, PIDS, QUESTIONS)) {
            Files.createDirectories(part(part));
        }
        Files.writeString(pid("errata"), ProcessHandle.current().pid() + "\n");
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
        return part(LOGS).resolve(role + ".log");
    }

    /** Process id of a role while it runs. */
    public Path pid(String role) {
        return part(PIDS).resolve(role + ".pid");
    }

    /** Deletes the files of earlier runs, except the given parts. */
    void wipe(Set<String> kept) {
        Stream.of(SWEPT, KEPT_LONGER)
                .flatMap(List::stream)
                .filter(part -> !kept.contains(part))
                .forEach(this::delete);
        try {
            prepare();
        } catch (IOException cause) {
            throw new CommandFailed(
                    "The state folder " + folder + " cannot be used: " + cause.getMessage() + ".", cause);
        }
    }

    /** Deletes a part if it exists. */
    void delete(String part) {
        delete(part(part));
    }

    /**
     * Deletes what a finished run no longer needs: event log, state of the services, weights. The log files of its
     * processes stay.
     */
    public static void sweep(Path folder) {
        SWEPT.forEach(part -> delete(folder.resolve(part)));
    }

    private static void delete(Path root) {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException cause) {
            throw new CommandFailed("Cannot delete " + root + ": " + cause.getMessage() + ".", cause);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(pid("errata"));
            channel.close();
        } catch (IOException harmless) {
            // The lock ends with the process, and a stale pid file names a process that is gone.
        }
    }
}
