package dev.errata.evaluator.report;

import dev.errata.schemas.PassAt;
import java.util.Arrays;

/** The chance that at least one of k answers to a question is right, estimated from n answers, n being k or more. */
public final class PassAtK {

    private PassAtK() {}

    /**
     * The unbiased estimate for one question.
     *
     * <pre>
     *   1 − C(n−c, k) / C(n, k)  =  1 − Π_{i = n−c+1..n} (1 − k/i)
     * </pre>
     *
     * <p>M. Chen et al. 2021, arXiv:2107.03374, section 2.1. 1 − (1 − c/n)^k would be too low.
     *
     * @param n answers
     * @param c right ones among them
     * @param k from 1 to n
     */
    public static double estimate(int n, int c, int k) {
        if (k < 1 || k > n || c < 0 || c > n) {
            throw new IllegalArgumentException("no pass@" + k + " of " + c + " right answers among " + n);
        }
        if (n - c < k) {
            return 1;
        }
        double allWrong = 1;
        for (int i = n - c + 1; i <= n; i++) {
            allWrong *= 1 - (double) k / i;
        }
        return 1 - allWrong;
    }

    /**
     * The mean over questions, with its 95 % interval over questions.
     *
     * @param right number of right answers to each question
     * @param n answers to each question
     */
    public static PassAt over(int[] right, int n, int k) {
        double[] estimates =
                Arrays.stream(right).mapToDouble(c -> estimate(n, c, k)).toArray();
        Interval interval = Interval.overQuestions(estimates, (double) n / k);
        return new PassAt(k, Arrays.stream(estimates).average().orElse(0), interval.low(), interval.high());
    }
}
