package dev.errata.policy.torch;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** PyTorch's native libraries, some 430 MB, which DJL unpacks into its cache when they are first loaded. */
public final class TorchLibraries {

    private TorchLibraries() {}

    /**
     * Loads them and starts PyTorch.
     *
     * @return PyTorch's version
     */
    public static String load() {
        return TorchEngine.version();
    }

    /** Whether they have been unpacked before, into the cache that DJL uses. */
    public static boolean areUnpacked() {
        String configured = System.getenv("DJL_CACHE_DIR");
        Path cache = configured == null || configured.isBlank()
                ? Path.of(System.getProperty("user.home"), ".djl.ai")
                : Path.of(configured);
        try (DirectoryStream<Path> versions = Files.newDirectoryStream(cache.resolve("pytorch"))) {
            for (Path version : versions) {
                if (Files.exists(version.resolve("libtorch_cpu.so"))) {
                    return true;
                }
            }
        } catch (IOException noCacheYet) {
            return false;
        }
        return false;
    }
}
