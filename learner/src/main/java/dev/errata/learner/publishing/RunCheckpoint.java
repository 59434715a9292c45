package dev.errata.learner.publishing;

import java.nio.file.Path;

/**
 * A run on disk, as of a publication.
 *
 * @param folder its folder
 * @param position how far the run was
 * @param origin the weights that the run started from
 * @param outbox the records that the publication sends to the log
 */
public record RunCheckpoint(Path folder, RunPosition position, Origin origin, Outbox outbox) {

    /** The folder of its weights. */
    public Path weights() {
        return folder.resolve("weights");
    }

    /** The file of its optimizer state. */
    public Path optimizer() {
        return folder.resolve("optimizer.safetensors");
    }
}
