package dev.errata.tasks.arithmetic;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Makes wrong solutions, with known rewrites, from legal ones. Deterministic for its random numbers. Not thread-safe.
 */
public final class Corruptor {

    /** Probability that the steps after a slip continue with the wrong value. */
    static final double CARRIED_FORWARD = 0.75;

    private static final double CARRIED_FORWARD_AFTER_STRUCTURAL = 0.9;
    private static final double SECOND_MISTAKE = 0.15;
    private static final int TRIES_PER_KIND = 20;

    private final SplittableRandom random;

    /** A corruptor that draws from {@code random}. */
    public Corruptor(SplittableRandom random) {
        this.random = random;
    }

    /** A wrong solution of a question. */
    public Corruption corrupt(ArithmeticQuestion question) {
        while (true) {
            Mistake mistake = Mistake.drawn(random.nextInt(100));
            for (int i = 0; i < TRIES_PER_KIND; i++) {
                Optional<String> wrong = attempt(question, mistake).filter(text -> !question.sound(text));
                if (wrong.isPresent()) {
                    return corruption(question, mistake, wrong.get());
                }
            }
        }
    }

    private static Corruption corruption(ArithmeticQuestion question, Mistake mistake, String wrong) {
        String rewrite = ClosestPath.to(wrong, question);
        return new Corruption(mistake, wrong, rewrite, SolutionText.firstDifference(wrong, rewrite));
    }

    private Optional<String> attempt(ArithmeticQuestion question, Mistake mistake) {
        List<SolutionPath> paths = question.paths();
        SolutionPath path = paths.get(random.nextInt(paths.size()));
        int steps = path.steps().size();
        Map<Integer, Mistake> mistakes = new TreeMap<>();
        mistakes.put(random.nextInt(steps), mistake);
        if (random.nextDouble() < SECOND_MISTAKE) {
            mistakes.putIfAbsent(random.nextInt(steps), Mistake.drawn(random.nextInt(100)));
        }
        boolean carry =
                random.nextDouble() < (mistake.structural() ? CARRIED_FORWARD_AFTER_STRUCTURAL : CARRIED_FORWARD);
        return new FlawedReplay(question, path, carry, random).run(mistakes);
    }
}
