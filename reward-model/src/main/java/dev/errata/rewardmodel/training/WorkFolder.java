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
 * Where a recipe makes a model: beside the model's place, in {@code <name>.unfinished}. What lies at the place stays whole until
 * the new model is, and then makes way for it.
 *
 * <p>A recipe that is interrupted leaves {@code <name>.unfinished} behind; the next one for that place deletes it.
 */
public final class WorkFolder {

    private static final String SUFFIX = ".unfinished";
    private static final String MODEL = "model";

    /** An earlier model on its way out. */
    private static final String EARLIER = "earlier";

    /** What is written beside {@link #MODEL} while that is replaced begins like this. */
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
     * @param place where it is to lie; an earlier result of a recipe there is replaced
     * @return what the making returned
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

    /** Refuses a place that is the folder of a model which the recipe reads, or that holds it. */
    public static void refuseOwn(Path read, Path place) throws IOException {
        Path target = resolved(place);
        for (Path replaced : List.of(target, beside(target))) {
            if (Files.exists(replaced) && read.toRealPath().startsWith(replaced.toRealPath())) {
                throw new IOException("the model to begin with lies in " + replaced
                        + ", which would be deleted; give another folder");
            }
        }
    }

    /** The place itself, where it is a link: moved is the folder, not the link. */
    private static Path resolved(Path place) throws IOException {
        return Files.exists(place) ? place.toRealPath() : place.toAbsolutePath().normalize();
    }

    private static Path beside(Path target) {
        return target.resolveSibling(target.getFileName() + SUFFIX);
    }

    /** Deletes what an interrupted recipe left; one interrupted between its two moves had taken the earlier model away. */
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
