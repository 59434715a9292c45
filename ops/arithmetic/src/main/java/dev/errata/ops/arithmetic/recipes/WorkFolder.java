package dev.errata.ops.arithmetic.recipes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders that recipes write into. */
public final class WorkFolder {

    private WorkFolder() {}

    /** Creates a folder, empty; refuses one that holds anything but an earlier result of a recipe. */
    static void create(Path folder) throws IOException {
        refuseForeign(folder);
        if (Files.isDirectory(folder)) {
            delete(folder);
        }
        Files.createDirectories(folder);
    }

    /** Refuses a folder that holds anything but an earlier result of a recipe. */
    public static void refuseForeign(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> held = files.toList();
            if (!held.isEmpty() && !Files.exists(folder.resolve(RecipeRecord.FILE))) {
                throw new IOException(folder + " is not empty and was not written by a recipe; give another folder");
            }
        }
    }

    /** Deletes a folder and all that is in it. */
    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
