package dev.errata.tasks.arithmetic;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Draws questions of one split; the same seed gives the same questions. Not thread-safe. */
public final class QuestionGenerator {

    private static final int MOST_DRAWS_WITHOUT_A_NEW_QUESTION = 2_000_000;

    private final Difficulty difficulty;
    private final Split split;
    private final SplittableRandom random;

    /** A generator for one split. */
    public QuestionGenerator(Difficulty difficulty, Split split, long seed) {
        this.difficulty = difficulty;
        this.split = split;
        this.random = new SplittableRandom(seed);
    }

    /** The next questions that differ from one another and from those in {@code known}, which grows by them. */
    public List<ArithmeticQuestion> distinct(int count, Set<String> known) {
        List<ArithmeticQuestion> questions = new ArrayList<>(count);
        int draws = 0;
        while (questions.size() < count) {
            if (++draws > MOST_DRAWS_WITHOUT_A_NEW_QUESTION) {
                throw new IllegalStateException("no new " + difficulty.name() + " question of " + split
                        + " found after " + known.size() + "; ask for fewer");
            }
            List<Term> terms = drawTerms();
            String text = Term.text(terms);
            if (!admissible(terms) || Split.of(text) != split || known.contains(text)) {
                continue;
            }
            List<SolutionPath> paths = PathSearch.paths(terms, difficulty.largestValue());
            if (!paths.isEmpty()) {
                known.add(text);
                draws = 0;
                questions.add(new ArithmeticQuestion(terms, paths, paths.get(random.nextInt(paths.size()))));
            }
        }
        return questions;
    }

    /** The next questions, different from one another. */
    public List<ArithmeticQuestion> distinct(int count) {
        return distinct(count, new HashSet<>());
    }

    private List<Term> drawTerms() {
        int count = between(difficulty.fewestTerms(), difficulty.mostTerms());
        List<Term> terms = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            boolean minus = i > 0 && random.nextDouble() < difficulty.minusShare();
            boolean product = random.nextDouble() < difficulty.productShare();
            List<Integer> factors = product
                    ? List.of(between(2, difficulty.largestFactor()), between(2, difficulty.largestFactor()))
                    : List.of(between(1, difficulty.largestNumber()));
            terms.add(new Term(minus ? Operator.MINUS : Operator.PLUS, factors));
        }
        return terms;
    }

    /** At least one product, and neither too few nor too many operations. */
    private boolean admissible(List<Term> terms) {
        long products = terms.stream().filter(Term::product).count();
        long operations = products + terms.size() - 1;
        return products > 0 && operations >= difficulty.fewestOperations() && operations <= difficulty.mostOperations();
    }

    private int between(int smallest, int largest) {
        return random.nextInt(smallest, largest + 1);
    }
}
