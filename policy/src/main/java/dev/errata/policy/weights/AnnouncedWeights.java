package dev.errata.policy.weights;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Announced weights: their place, and the checksum and size they must have.
 *
 * @param uri folder of the weights, a file URI or a plain path
 * @param sha256 SHA-256 of model.safetensors, hex
 * @param sizeBytes size of model.safetensors
 */
public record AnnouncedWeights(String uri, String sha256, long sizeBytes) {

    /**
     * Verifies model.safetensors and returns the folder.
     *
     * @throws UnusableCheckpointException if the folder is gone, not local, or not as announced
     */
    public Path verified() {
        Path folder = folder();
        Path file = folder.resolve(Checkpoint.WEIGHTS);
        if (!Files.isRegularFile(file)) {
            throw new UnusableCheckpointException("There are no weights at " + file
                    + ": they were pruned meanwhile, or this machine does not share the weights store.");
        }
        try {
            if (Files.size(file) != sizeBytes) {
                throw new UnusableCheckpointException("The weights at " + file + " have " + Files.size(file)
                        + " bytes instead of the " + sizeBytes + " announced: publish them again.");
            }
            String found = Checksum.sha256(file);
            if (!found.equalsIgnoreCase(sha256)) {
                throw new UnusableCheckpointException("The weights at " + file + " have checksum " + found
                        + " instead of the announced " + sha256 + ": publish them again.");
            }
        } catch (IOException | UncheckedIOException unreadable) {
            throw new UnusableCheckpointException(
                    "The weights at " + file + " cannot be read (" + unreadable.getMessage() + ").", unreadable);
        }
        return folder;
    }

    private Path folder() {
        try {
            return uri.startsWith("file:") ? Path.of(URI.create(uri)) : Path.of(uri);
        } catch (RuntimeException notAPath) {
            throw new UnusableCheckpointException(
                    "The weights' address '" + uri + "' is not a local folder: use a file URI.", notAPath);
        }
    }
}
