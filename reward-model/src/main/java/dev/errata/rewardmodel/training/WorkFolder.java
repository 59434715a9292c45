package dev.errata.rewardmodel.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder in which a recipe makes a model: {@code <name>.unfinished} beside the model's place. An earlier model at
 * the place stays whole until the new one is complete and replaces it.
 *
 * <p>An interrupted recipe leaves {@code <name>.unfinished} behind; the next recipe for that place deletes it.
 */
public final class WorkFolder {

    private static final String SUFFIX = ".unfinished";
    private static final String MODEL = "model";

    /** Name of an earlier model while it is replaced. */
    private static final String EARLIER = "earlier";

    /** Files written beside {@link #MODEL} while it is replaced begin with this. */
    private static final String TEMPORARY = "." + MODEL + ".";

    private WorkFolder() {}

    /** Makes a model. */
    @FunctionalInterface
    public interface Making<T> {
        /** Fills an empty folder. */
        T in(Path folder) throws IOException;
    }

    /**
     * Makes a model and puts it in its place.
     *
     * @param place the model's place; an earlier result of a recipe there is replaced
     * @return the value that {@code making} returned
     * @throws IOException if the place holds anything but an earlier result of a recipe, or cannot be written
     */
    public static <T> T make(Path place, Making<T> making) throws IOException {
        Path target = resolved(place);
        Path work = beside(target);
        clear(work, target);
        refuseForeign(target);
        Path model = Files.createDirectories(work.resolve(MODEL));
        T made;
        try {
            made = making.in(model);
        } catch (IOException | RuntimeException failed) {
            delete(work);
            throw failed;
        }
        if (Files.exists(target)) {
            Files.move(target, work.resolve(EARLIER), StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(model, target, StandardCopyOption.ATOMIC_MOVE);
        delete(work);
        return made;
    }

    /** Refuses a place that holds anything but an earlier result of a recipe. */
    public static void refuseForeign(Path place) throws IOException {
        if (!Files.exists(place)) {
            return;
        }
        if (!Files.isDirectory(place)) {
            throw new IOException(place + " is a file; give a folder");
        }
        try (Stream<Path> files = Files.list(place)) {
            if (files.findAny().isPresent() && !Files.exists(place.resolve(RecipeRecord.FILE))) {
                throw new IOException(place + " is not empty and was not written by a recipe; give another folder");
            }
        }
    }

    /** Refuses a place that is, or contains, the folder of a model that the recipe reads. */
    public static void refuseOwn(Path read, Path place) throws IOException {
        Path target = resolved(place);
        for (Path replaced : List.of(target, beside(target))) {
            if (Files.exists(replaced) && read.toRealPath().startsWith(replaced.toRealPath())) {
                throw new IOException("the model to begin with lies in " + replaced
                        + ", which would be deleted; give another folder");
            }
        }
    }

    /** The target of the place if it is a link, because the folder is moved and not the link. */
    private static Path resolved(Path place) throws IOException {
        return Files.exists(place) ? place.toRealPath() : place.toAbsolutePath().normalize();
    }

    private static Path beside(Path target) {
        return target.resolveSibling(target.getFileName() + SUFFIX);
    }

    /** Deletes the remains of an interrupted recipe, and puts back an earlier model that it had moved away. */
    private static void clear(Path work, Path target) throws IOException {
        if (!Files.exists(work, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> files = Files.list(work)) {
            List<String> foreign = files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> !name.equals(MODEL) && !name.equals(EARLIER) && !name.startsWith(TEMPORARY))
                    .toList();
            if (!foreign.isEmpty()) {
                throw new IOException("a model is made in " + work + " first, and that holds '" + foreign.get(0)
                        + "', which no recipe wrote; give another folder");
            }
        }
        Path earlier = work.resolve(EARLIER);
        if (Files.exists(earlier) && !Files.exists(target)) {
            Files.move(earlier, target, StandardCopyOption.ATOMIC_MOVE);
        }
        delete(work);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
