package dev.errata.ops.cli.experiment;

import dev.errata.ops.cli.CommandFailed;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The reason why a trial has no result.
 *
 * @param trial the trial
 * @param reason one sentence, with the end of a log where it helps; a stack trace for an unexpected failure
 */
record TrialFailure(Trial trial, String reason) {

    /** Name of the file with the reason, in the folder of the trial. */
    static final String FILE = "failure.txt";

    static TrialFailure of(Trial trial, RuntimeException cause) {
        if (cause instanceof CommandFailed) {
            return new TrialFailure(trial, String.valueOf(cause.getMessage()));
        }
        StringWriter trace = new StringWriter();
        cause.printStackTrace(new PrintWriter(trace, true));
        return new TrialFailure(trial, trace.toString().strip());
    }

    /** Writes the reason to the folder of the trial. */
    void write(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(FILE), reason + "\n");
        } catch (IOException cause) {
            throw new CommandFailed("Cannot write to " + folder + ": " + cause.getMessage() + ".", cause);
        }
    }

    /** Deletes the reason of an earlier run, since the trial is tried again. */
    static void forget(Path folder) {
        try {
            Files.deleteIfExists(folder.resolve(FILE));
        } catch (IOException cause) {
            throw new CommandFailed("Cannot write to " + folder + ": " + cause.getMessage() + ".", cause);
        }
    }

    @Override
    public String toString() {
        return trial + ", failed: " + reason.lines().findFirst().orElse("");
    }
}
