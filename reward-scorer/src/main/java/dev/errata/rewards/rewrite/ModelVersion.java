package dev.errata.rewards.rewrite;

import dev.errata.policy.weights.UnusableCheckpointException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The version of a reward model: its weights name themselves. */
final class ModelVersion {

    private static final int HEX_DIGITS = 12;

    private ModelVersion() {}

    /** First 12 hex digits of the SHA-256 of a folder's model.safetensors. */
    static String of(Path folder) {
        Path weights = folder.resolve("model.safetensors");
        try (InputStream file = Files.newInputStream(weights)) {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(file, sha256).transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(sha256.digest()).substring(0, HEX_DIGITS);
        } catch (IOException e) {
            throw new UnusableCheckpointException(
                    weights + " cannot be read (" + e + "): point reward-model.folder at a complete reward model.", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
