package dev.errata.tasks.arithmetic;

/**
 * The size of questions. All ranges include both ends.
 *
 * @param name name of this grade
 * @param fewestTerms fewest terms of a question
 * @param mostTerms most terms of a question
 * @param productShare chance that a term is a product
 * @param minusShare chance that a later term is subtracted
 * @param largestFactor factors lie between 2 and this
 * @param largestNumber plain numbers lie between 1 and this
 * @param largestValue no value on a legal path is above this
 * @param fewestOperations fewest steps of a solution
 * @param mostOperations most steps of a solution
 */
// One component for each property of the questions; constants name the combinations.
@SuppressWarnings("checkstyle:RecordComponentNumber")
public record Difficulty(
        String name,
        int fewestTerms,
        int mostTerms,
        double productShare,
        double minusShare,
        int largestFactor,
        int largestNumber,
        int largestValue,
        int fewestOperations,
        int mostOperations) {

    /**
     * The questions of the demo, which a small policy learns in minutes: about 90,000 questions of 3 or 4 operations,
     * solutions of 29 characters.
     */
    public static Difficulty demo() {
        return new Difficulty("demo", 3, 4, 0.4, 0.4, 6, 9, 50, 3, 4);
    }

    /** The numbers of the demo in longer questions: 4 to 6 operations, solutions of 41 characters. */
    public static Difficulty longer() {
        return new Difficulty("longer", 3, 6, 0.4, 0.4, 6, 9, 50, 4, 6);
    }

    /** Larger numbers and 3 to 5 operations: 35 characters; takes much longer to learn. */
    public static Difficulty larger() {
        return new Difficulty("larger", 3, 4, 0.4, 0.4, 9, 20, 99, 3, 5);
    }
}
