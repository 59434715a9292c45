package dev.errata.policy.sampling;

import java.util.List;

/** Scores of the tokens of several answers. */
final class AnswerScores {

    private final List<ReviewRequest> requests;
    private final Inference.TokenScores scores;
    private final int[] begin;

    /** Scores in the order of the answers. */
    AnswerScores(List<ReviewRequest> requests, Inference.TokenScores scores) {
        this.requests = requests;
        this.scores = scores;
        begin = new int[requests.size()];
        for (int i = 1; i < begin.length; i++) {
            begin[i] = begin[i - 1] + requests.get(i - 1).answer().length;
        }
    }

    /** Probability of each token of an answer, [T]. */
    float[] probabilities(int answer) {
        float[] probabilities = new float[requests.get(answer).answer().length];
        for (int t = 0; t < probabilities.length; t++) {
            probabilities[t] = (float) scores.probabilities()[begin[answer] + t];
        }
        return probabilities;
    }

    /**
     * Index of the first token of an answer, from a given one on, that is not the most probable at its position; T if
     * none.
     */
    int firstDifference(int answer, int from) {
        int[] tokens = requests.get(answer).answer();
        int agreed = from;
        while (agreed < tokens.length && scores.best()[begin[answer] + agreed] == tokens[agreed]) {
            agreed++;
        }
        return agreed;
    }
}
