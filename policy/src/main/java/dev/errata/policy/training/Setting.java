package dev.errata.policy.training;

import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A name that the statements of a {@link Formula} read, with its value. */
public sealed interface Setting {

    /** The local's name in the script. */
    String name();

    /**
     * A number, given to the script at every call as fp32.
     *
     * @param name the local's name in the script
     * @param value the number, given the whole batch
     */
    record Numeric(String name, ToDoubleFunction<TrainingBatch> value) implements Setting {}

    /**
     * A value that is written into the text of the script.
     *
     * @param name the local's name in the script
     * @param literal TorchScript text of the value
     */
    record Constant(String name, String literal) implements Setting {}

    /** A number that is the same for every batch. */
    static Setting number(String name, double value) {
        return new Numeric(name, batch -> value);
    }

    /** A number of the whole batch, such as a count that a sum is divided by. */
    static Setting ofBatch(String name, ToDoubleFunction<TrainingBatch> value) {
        return new Numeric(name, value);
    }

    /** One of a few values, as a string in lower case: {@code kl_estimator == "k3"}. */
    static Setting choice(String name, Enum<?> chosen) {
        return new Constant(name, '"' + chosen.name().toLowerCase(Locale.ROOT) + '"');
    }

    /**
     * The name of a channel that the batch lacks: {@code None}. What the script does under {@code if name is not None:}
     * is then not even compiled.
     */
    static Setting absent(String name) {
        return new Constant(name, "None");
    }
}
