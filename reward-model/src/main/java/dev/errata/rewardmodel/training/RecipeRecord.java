package dev.errata.rewardmodel.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;

/** The file in a model folder that records how it was made: settings, seeds, measurements and duration. */
public final class RecipeRecord {

    /** Name of the file. */
    public static final String FILE = "recipe.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final long began;
    private final ObjectNode json = JSON.createObjectNode();
    private final ObjectNode settings;
    private final ObjectNode measured;

    /**
     * An empty record.
     *
     * @param began {@link System#nanoTime} at the start of the recipe
     */
    public RecipeRecord(String recipe, long began) {
        this.began = began;
        json.put("recipe", recipe);
        settings = json.putObject("settings");
        measured = json.putObject("measured");
    }

    /** Adds a setting. */
    public RecipeRecord setting(String name, double value) {
        put(settings, name, value);
        return this;
    }

    /** Adds a setting that is text. */
    public RecipeRecord setting(String name, String value) {
        settings.put(name, value);
        return this;
    }

    /** Adds a measurement, rounded to six decimals. */
    public RecipeRecord measured(String name, double value) {
        put(measured, name, Math.round(value * 1e6) / 1e6);
        return this;
    }

    private static void put(ObjectNode node, String name, double value) {
        if (value == Math.rint(value)) {
            node.put(name, (long) value);
        } else {
            node.put(name, value);
        }
    }

    /** Writes recipe.json with the duration until now. */
    public void write(Path folder) throws IOException {
        json.put("seconds", Math.round((System.nanoTime() - began) / 1e8) / 10.0);
        JSON.writerWithDefaultPrettyPrinter().writeValue(folder.resolve(FILE).toFile(), json);
    }
}
