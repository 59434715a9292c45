package dev.errata.rewardmodel.teachers.pairs;

import dev.errata.schemas.Question;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The answers to learn from: every distinct wrong answer, and a share of the right ones as examples of unchanged
 * answers. The same answers and seed give the same selection.
 *
 * @param candidates wrong and right answers, in the given order
 * @param wrong distinct wrong answers
 * @param right distinct right answers without a false step
 * @param identityShare share of the right ones that is taken
 * @param leftOut number of answers left out, by reason
 */
public record Selection(
        List<Candidate> candidates, int wrong, int right, double identityShare, Map<String, Long> leftOut) {

    /**
     * Selects answers.
     *
     * @param share share of the right answers that is taken; where empty, that of the wrong ones among all, n_err /
     *     n_all, as in RLMEC (arXiv:2401.06081)
     */
    public static Selection of(List<GivenAnswer> answers, OptionalDouble share, long seed) {
        Verdicts verdicts = new Verdicts();
        PairCounts leftOut = new PairCounts();
        Set<String> seen = new HashSet<>();
        List<Candidate> distinct = new ArrayList<>();
        for (GivenAnswer answer : answers) {
            candidate(answer, verdicts, leftOut)
                    .filter(candidate -> {
                        boolean first = seen.add(candidate.key());
                        if (!first) {
                            leftOut.count("given before");
                        }
                        return first;
                    })
                    .ifPresent(distinct::add);
        }
        int wrong = (int) distinct.stream().filter(Candidate::wrong).count();
        double identityShare = share.orElse(wrong / (double) Math.max(1, distinct.size()));
        SplittableRandom random = new SplittableRandom(seed);
        List<Candidate> taken = distinct.stream()
                .filter(candidate -> candidate.wrong() || random.nextDouble() < identityShare)
                .toList();
        return new Selection(taken, wrong, distinct.size() - wrong, identityShare, leftOut.counts());
    }

    private static Optional<Candidate> candidate(GivenAnswer answer, Verdicts verdicts, PairCounts leftOut) {
        Question question = answer.question();
        String reference = question.getReference();
        if (reference == null || reference.isBlank()) {
            leftOut.count("the question has no reference solution");
            return Optional.empty();
        }
        if (!answer.whole() || answer.text().isBlank()) {
            leftOut.count("cut off, or not readable back");
            return Optional.empty();
        }
        Optional<Boolean> right = verdicts.right(question, answer.text());
        if (right.isEmpty()) {
            leftOut.count("no answer rule for the task '" + question.getTask() + "'");
            return Optional.empty();
        }
        if (right.get() && !verdicts.stepsTrue(question, answer.text())) {
            leftOut.count("right by luck: a step is false");
            return Optional.empty();
        }
        return Optional.of(new Candidate(question, reference, answer.text(), !right.get()));
    }
}
