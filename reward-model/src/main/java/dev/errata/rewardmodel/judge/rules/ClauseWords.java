package dev.errata.rewardmodel.judge.rules;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;

/** Words around a number that say what it is. */
final class ClauseWords {

    /** With one of these the clause states no number, or more than one. */
    static final Set<String> UNSTATED = Set.of(
            "not",
            "isn't",
            "aren't",
            "wasn't",
            "cannot",
            "can't",
            "won't",
            "no",
            "never",
            "neither",
            "nor",
            "either",
            "between",
            "than",
            "least",
            "most",
            "unknown",
            "unclear",
            "undefined",
            "impossible");

    static final Set<String> JOINING = Set.of("or", "and", "to", "x", "nor", "through", "versus", "vs");
    static final Set<String> OPERATIONS =
            Set.of("plus", "minus", "times", "of", "over", "divided", "multiplied", "squared", "cubed", "factorial");

    /** Directly before a number: what is stated is not that number but computed from it, or bounded by it. */
    static final Set<String> COMPUTING = Set.of(
            "half", "third", "quarter", "twice", "double", "triple", "root", "sqrt", "over", "above", "under", "below");

    /** Behind "or": the number is a bound. */
    static final Set<String> BOUNDING = Set.of("more", "less", "fewer", "higher", "lower", "greater");

    /** A full stop behind one of these ends no sentence. */
    static final Set<String> ABBREVIATIONS = Set.of("rs", "approx", "ca");

    static final Set<String> VARIABLES = Set.of("x", "y", "z");
    static final Map<String, BigDecimal> SCALES = Map.of(
            "k", BigDecimal.valueOf(1_000),
            "hundred", BigDecimal.valueOf(100),
            "thousand", BigDecimal.valueOf(1_000),
            "million", BigDecimal.valueOf(1_000_000),
            "billion", BigDecimal.valueOf(1_000_000_000),
            "trillion", BigDecimal.valueOf(1_000_000_000_000L));

    private ClauseWords() {}
}
