package dev.errata.rewards;

/**
 * Whether the answers to one asked question are scored as a group.
 *
 * @param whole whether their scores leave together, once all of them have an outcome
 * @param scalePositives whether the rewards of correct answers are multiplied by the share of wrong ones among the judged:
 *     r_t (1 - correct / judged)
 */
public record GroupRule(boolean whole, boolean scalePositives) {

    /** Refuses to scale by what is not known. */
    public GroupRule {
        if (scalePositives && !whole) {
            throw new IllegalArgumentException("How often a question is solved is known of whole groups only.");
        }
    }

    /** Every score leaves by itself. */
    public static GroupRule none() {
        return new GroupRule(false, false);
    }
}
