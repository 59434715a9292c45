package dev.errata.policy.training;

/**
 * A scalar that a {@link Formula} returns in addition to the loss.
 *
 * <p>A mean over tokens is a sum whose terms the script divides by a count of the whole batch.
 *
 * @param name its name, such as {@code train/kl_loss}
 * @param combination how the values of micro-batches become the value of the whole batch
 */
public record Metric(String name, Combination combination) {

    /** The rule that combines the values of micro-batches into the value of the batch. */
    public enum Combination {
        /** They are added. */
        SUM,
        /** The largest of them is taken. */
        MAXIMUM;

        double apply(double one, double other) {
            return this == SUM ? one + other : Math.max(one, other);
        }
    }

    /** A metric that adds up over micro-batches. */
    public static Metric sum(String name) {
        return new Metric(name, Combination.SUM);
    }

    /** A metric whose largest value over micro-batches counts. */
    public static Metric maximum(String name) {
        return new Metric(name, Combination.MAXIMUM);
    }

    /** The script's local that holds it: the name after its last slash. */
    public String local() {
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
