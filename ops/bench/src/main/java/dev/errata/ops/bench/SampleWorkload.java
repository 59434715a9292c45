package dev.errata.ops.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Answers to sample at temperature 1.
 *
 * @param name describes the workload
 * @param prompts one prompt per answer, [R][P_i]
 * @param newTokens most tokens of an answer
 * @param stop tokens that end an answer; if empty, all answers have {@code newTokens} tokens
 */
public record SampleWorkload(String name, List<int[]> prompts, int newTokens, Set<Integer> stop) implements Workload {

    private static final int QUESTIONS = 64;
    private static final int ANSWERS_TO_ONE = 4;
    private static final int SHORTEST_PROMPT = 8;
    private static final int LONGEST_PROMPT = 128;
    private static final int LONGEST_ANSWER = 96;

    /** One token in 32 ends an answer; with random weights its probability is about 1/32 too. */
    private static final int STOP_ONE_IN = 32;

    /** Answers of equal length to different prompts of equal length; none ends early. */
    public static SampleWorkload equal(int answers, int promptTokens, int newTokens, int vocabulary, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<int[]> prompts = IntStream.range(0, answers)
                .mapToObj(answer -> tokens(random, promptTokens, vocabulary))
                .toList();
        String name = "%d answers x %d tokens to prompts of %d".formatted(answers, newTokens, promptTokens);
        return new SampleWorkload(name, prompts, newTokens, Set.of());
    }

    /**
     * 64 questions with prompts of 8 to 128 tokens, uniformly, and 4 answers to each; every 32nd token of the
     * vocabulary ends an answer, so that with random weights lengths are about geometric with mean 30, and 96 at most.
     */
    public static SampleWorkload mixed(int vocabulary, long seed) {
        return mixed(QUESTIONS, LONGEST_PROMPT, LONGEST_ANSWER, vocabulary, seed);
    }

    /** As {@link #mixed(int, long)}, with another number of questions and other lengths. */
    public static SampleWorkload mixed(int questions, int longestPrompt, int longestAnswer, int vocabulary, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<int[]> prompts = new ArrayList<>();
        for (int question = 0; question < questions; question++) {
            int[] prompt = tokens(random, random.nextInt(SHORTEST_PROMPT, longestPrompt + 1), vocabulary);
            for (int answer = 0; answer < ANSWERS_TO_ONE; answer++) {
                prompts.add(prompt);
            }
        }
        Set<Integer> stop = new TreeSet<>();
        for (int token = STOP_ONE_IN - 1; token < vocabulary; token += STOP_ONE_IN) {
            stop.add(token);
        }
        String name = "%d questions x %d answers, prompts of %d to %d tokens, answers stop early or at %d"
                .formatted(questions, ANSWERS_TO_ONE, SHORTEST_PROMPT, longestPrompt, longestAnswer);
        return new SampleWorkload(name, prompts, longestAnswer, stop);
    }

    /** Random tokens, [count]. */
    static int[] tokens(SplittableRandom random, int count, int vocabulary) {
        return random.ints(count, 0, vocabulary).toArray();
    }
}
