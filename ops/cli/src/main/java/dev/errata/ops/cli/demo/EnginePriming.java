package dev.errata.ops.cli.demo;

import ai.djl.engine.Engine;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Loads the tensor engine once. The first load unpacks some 430 MB of libraries; without this every service would do so
 * at the same time.
 */
public final class EnginePriming {

    private EnginePriming() {}

    /** Loads it and ends. */
    public static void main(String[] arguments) {
        System.out.println("engine " + Engine.getEngine("PyTorch").getVersion());
    }

    /** Whether the libraries have been unpacked before, in the cache that DJL uses. */
    static boolean isDone() {
        String configured = System.getenv("DJL_CACHE_DIR");
        Path cache = configured == null || configured.isBlank()
                ? Path.of(System.getProperty("user.home"), ".djl.ai")
                : Path.of(configured);
        try (var versions = Files.newDirectoryStream(cache.resolve("pytorch"))) {
            for (Path version : versions) {
                if (Files.exists(version.resolve("libtorch_cpu.so"))) {
                    return true;
                }
            }
        } catch (java.io.IOException noCacheYet) {
            return false;
        }
        return false;
    }
}
