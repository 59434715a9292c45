package dev.errata.evaluator.comparison;

import dev.errata.evaluator.benchmark.UnusableBenchmarkException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Two policies on the questions that both answered, question by question.
 *
 * @param pairs accuracy of both on these questions, and questions that only one of them answered
 * @param difference accuracy of the second less that of the first, with its 95 % interval and p value
 * @param flips questions that they answer differently well, the largest change first
 */
public record Comparison(Pairs pairs, Difference difference, List<Flip> flips) {

    private static final double LEVEL = 0.05;

    /** Copies the list. */
    public Comparison {
        flips = List.copyOf(flips);
    }

    /**
     * The questions of a comparison.
     *
     * @param questions questions that both answered
     * @param first accuracy of the first policy on them, 0 to 1
     * @param second accuracy of the second policy on them, 0 to 1
     * @param onlyFirst questions that only the first answered; left out
     * @param onlySecond questions that only the second answered; left out
     */
    public record Pairs(int questions, double first, double second, int onlyFirst, int onlySecond) {}

    /**
     * The difference of two accuracies.
     *
     * @param value second less first, -1 to 1
     * @param low lower end of its 95 % interval
     * @param high upper end of its 95 % interval
     * @param pValue how likely a difference at least as large is between equal policies
     * @param test name of the test
     */
    public record Difference(double value, double low, double high, double pValue, String test) {

        /** Whether the difference is significant at the level of 5 %. */
        public boolean significant() {
            return pValue < LEVEL;
        }
    }

    /**
     * Compares two sets of answers: by McNemar's test where both have one answer to every question, else by a
     * permutation test.
     *
     * @throws UnusableBenchmarkException if they have no question in common, or one id stands for two questions
     */
    public static Comparison of(AnswerSet first, AnswerSet second) {
        Map<QuestionAnswers, QuestionAnswers> pairs = new LinkedHashMap<>();
        first.questions().forEach((id, answers) -> {
            QuestionAnswers other = second.questions().get(id);
            if (other != null) {
                pairs.put(answers, sameQuestion(answers, other));
            }
        });
        if (pairs.isEmpty()) {
            throw new UnusableBenchmarkException(first.name() + " and " + second.name()
                    + " have no question in common: compare answers to the same benchmark.");
        }
        List<Flip> flips = pairs.entrySet().stream()
                .map(pair -> Flip.of(pair.getKey(), pair.getValue()))
                .filter(flip -> flip.change() != 0)
                .sorted(Comparator.comparingDouble(flip -> -Math.abs(flip.change())))
                .toList();
        int n = pairs.size();
        return new Comparison(
                new Pairs(
                        n,
                        pairs.keySet().stream()
                                        .mapToDouble(QuestionAnswers::share)
                                        .sum()
                                / n,
                        pairs.values().stream()
                                        .mapToDouble(QuestionAnswers::share)
                                        .sum()
                                / n,
                        first.questions().size() - n,
                        second.questions().size() - n),
                difference(pairs),
                flips);
    }

    /** Number of questions that the second policy answers right more often. */
    public long rose() {
        return flips.stream().filter(flip -> flip.change() > 0).count();
    }

    /** Number of questions that the second policy answers right more rarely. */
    public long fell() {
        return flips.size() - rose();
    }

    private static Difference difference(Map<QuestionAnswers, QuestionAnswers> pairs) {
        boolean single = pairs.entrySet().stream()
                .allMatch(
                        pair -> pair.getKey().answers() == 1 && pair.getValue().answers() == 1);
        double[] differences = pairs.entrySet().stream()
                .mapToDouble(pair -> pair.getValue().share() - pair.getKey().share())
                .toArray();
        if (single) {
            int rose = 0;
            int fell = 0;
            for (double change : differences) {
                rose += change > 0 ? 1 : 0;
                fell += change < 0 ? 1 : 0;
            }
            McNemar test = new McNemar(rose, fell, differences.length);
            double[] ends = test.interval();
            return new Difference(test.difference(), ends[0], ends[1], test.midP(), "McNemar, mid-p");
        }
        PairedShares test = new PairedShares(differences);
        double[] ends = test.interval();
        return new Difference(
                test.difference(), ends[0], ends[1], test.permutationP(), "paired permutation over questions");
    }

    private static QuestionAnswers sameQuestion(QuestionAnswers first, QuestionAnswers second) {
        if (!first.text().isEmpty() && !second.text().isEmpty() && !first.text().equals(second.text())) {
            throw new UnusableBenchmarkException("The id '" + first.id()
                    + "' stands for two different questions: compare answers to the same benchmark.");
        }
        return second;
    }
}
