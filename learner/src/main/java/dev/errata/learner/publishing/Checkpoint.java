package dev.errata.learner.publishing;

import java.nio.file.Path;

/**
 * A run as it stood at a publication, on disk.
 *
 * @param folder where it lies
 * @param position how far the run had come
 * @param origin the weights that the run began from
 * @param outbox what the publication tells the world
 */
public record Checkpoint(Path folder, RunPosition position, Origin origin, Outbox outbox) {

    /** The folder of its weights. */
    public Path weights() {
        return folder.resolve("weights");
    }

    /** The file of its optimizer state. */
    public Path optimizer() {
        return folder.resolve("optimizer.safetensors");
    }
}
