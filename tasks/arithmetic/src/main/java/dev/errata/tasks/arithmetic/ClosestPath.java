package dev.errata.tasks.arithmetic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the exact minimal rewrite of an answer: among the sound solutions that share the most leading steps with it,
 * the one at the smallest edit distance in tokens. Ties go to the solution that shares the longer prefix with the
 * answer, then to the reference, then to the first in alphabetical order, so that an answer always has the same
 * rewrite.
 *
 * <p>There can be thousands of {@link SoundSolutions}. Solutions with a common prefix share the rows of the distance
 * table, and a prefix that cannot come closer than the best solution found is not followed (branch and bound).
 */
public final class ClosestPath {

    private final String answer;
    private final String tokens;
    private final String reference;
    private @Nullable Candidate best;

    private ClosestPath(String answer, String reference) {
        this.answer = answer;
        this.tokens = SolutionText.tokens(answer);
        this.reference = reference;
    }

    /** A solution and its distance from the answer. */
    private record Candidate(String text, int distance, int firstDifference, boolean reference) {
        static final Comparator<Candidate> NEAREST_FIRST = Comparator.comparingInt(Candidate::distance)
                .thenComparing(
                        Comparator.comparingInt(Candidate::firstDifference).reversed())
                .thenComparing(Candidate::reference, Comparator.reverseOrder())
                .thenComparing(Candidate::text);
    }

    /**
     * The beginning of a solution.
     *
     * @param row fewest edits from the first i tokens of the answer to the beginning, for each i
     * @param bound lower bound on the distance of every solution that begins like this
     */
    private record Beginning(String text, Set<Remaining> left, int[] row, int bound) {}

    /** The text of the sound solution nearest to an answer; the answer itself where that is sound. */
    public static String to(String answer, ArithmeticQuestion question) {
        ClosestPath search = new ClosestPath(answer, question.reference().text());
        search.follow(search.kept(new SoundSolutions(question.terms()).start()));
        Candidate nearest = search.best;
        if (nearest == null) {
            throw new IllegalStateException("there is no solution of " + question.text());
        }
        return nearest.text();
    }

    /** The longest sound sequence of the answer's own leading steps. */
    private Beginning kept(Set<Remaining> start) {
        Set<Remaining> left = start;
        StringBuilder text = new StringBuilder();
        for (String part : answer.split(String.valueOf(SolutionText.STEP_END), -1)) {
            String step = part + SolutionText.STEP_END;
            Set<Remaining> next = SoundSolutions.steps(left).get(step);
            if (next == null) {
                break;
            }
            text.append(step);
            left = next;
        }
        int[] row = Levenshtein.extend(tokens, Levenshtein.first(tokens), text.toString());
        return new Beginning(text.toString(), left, row, 0);
    }

    private void follow(Beginning beginning) {
        SoundSolutions.ending(beginning.left()).ifPresent(ending -> add(beginning, ending));
        List<Beginning> longer = new ArrayList<>();
        for (Map.Entry<String, Set<Remaining>> step :
                SoundSolutions.steps(beginning.left()).entrySet()) {
            int[] row = Levenshtein.extend(tokens, beginning.row(), step.getKey());
            int bound = Arrays.stream(row).min().orElse(0);
            longer.add(new Beginning(beginning.text() + step.getKey(), step.getValue(), row, bound));
        }
        longer.sort(Comparator.comparingInt(Beginning::bound));
        for (Beginning next : longer) {
            if (best == null || next.bound() <= best.distance()) {
                follow(next);
            }
        }
    }

    private void add(Beginning beginning, String ending) {
        String text = beginning.text() + ending;
        int[] row = Levenshtein.extend(tokens, beginning.row(), SolutionText.tokens(ending));
        Candidate found = new Candidate(
                text, row[row.length - 1], SolutionText.firstDifference(answer, text), text.equals(reference));
        if (best == null || Candidate.NEAREST_FIRST.compare(found, best) < 0) {
            best = found;
        }
    }
}
