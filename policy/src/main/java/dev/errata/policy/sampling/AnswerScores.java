package dev.errata.policy.sampling;

import java.util.List;

/** What one reading of answers says of their tokens. */
final class AnswerScores {

    private final List<ReviewRequest> requests;
    private final Inference.TokenScores judged;
    private final int[] begin;

    /** TokenScores answers, answer after answer. */
    AnswerScores(List<ReviewRequest> requests, Inference.TokenScores judged) {
        this.requests = requests;
        this.judged = judged;
        begin = new int[requests.size()];
        for (int i = 1; i < begin.length; i++) {
            begin[i] = begin[i - 1] + requests.get(i - 1).answer().length;
        }
    }

    /** Probability of each token of an answer, [T]. */
    float[] probabilities(int answer) {
        float[] probabilities = new float[requests.get(answer).answer().length];
        for (int t = 0; t < probabilities.length; t++) {
            probabilities[t] = (float) judged.probabilities()[begin[answer] + t];
        }
        return probabilities;
    }

    /** Index of the first token of an answer, from a given one on, that is not the most probable one in its place; [T] if none. */
    int departure(int answer, int from) {
        int[] tokens = requests.get(answer).answer();
        int agreed = from;
        while (agreed < tokens.length && judged.best()[begin[answer] + agreed] == tokens[agreed]) {
            agreed++;
        }
        return agreed;
    }
}
