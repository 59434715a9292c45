package dev.errata.ops.arithmetic;

import java.util.Comparator;

/**
 * The exact minimal rewrite of any answer: among the legal paths that share the most leading steps with it, the one at
 * the least edit distance in tokens. Ties go to the path that keeps more of the answer's beginning, then to the
 * reference, then to the alphabet, so that the same answer always has the same rewrite.
 */
public final class ClosestPath {

    private ClosestPath() {}

    /** A path and how near it is to an answer. */
    private record Candidate(String text, int sharedSteps, int distance, int firstDifference, boolean reference) {
        static final Comparator<Candidate> NEAREST_FIRST = Comparator.comparingInt(Candidate::sharedSteps)
                .reversed()
                .thenComparingInt(Candidate::distance)
                .thenComparing(
                        Comparator.comparingInt(Candidate::firstDifference).reversed())
                .thenComparing(Candidate::reference, Comparator.reverseOrder())
                .thenComparing(Candidate::text);
    }

    /** The text of the legal solution nearest to an answer; the answer itself where that is legal. */
    public static String to(String answer, ArithmeticQuestion question) {
        String tokens = SolutionText.tokens(answer);
        String reference = question.reference().text();
        return question.paths().stream()
                .map(SolutionPath::text)
                .map(path -> new Candidate(
                        path,
                        SolutionText.sharedSteps(answer, path),
                        Levenshtein.distance(tokens, SolutionText.tokens(path)),
                        SolutionText.firstDifference(answer, path),
                        path.equals(reference)))
                .min(Candidate.NEAREST_FIRST)
                .orElseThrow()
                .text();
    }
}
