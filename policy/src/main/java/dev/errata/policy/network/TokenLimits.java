package dev.errata.policy.network;

import dev.errata.policy.weights.ModelConfig;

/** What a network can read: so many positions, and tokens of its vocabulary. */
public final class TokenLimits {

    private final int positions;
    private final int vocabulary;

    /** What a network of this shape can read. */
    public TokenLimits(ModelConfig config) {
        positions = config.maxPositions();
        vocabulary = config.vocabulary();
    }

    /** Refuses a prompt and an answer that cannot be read. */
    public void check(int[] prompt, int[] answer) {
        check(prompt, answer.length);
        if (answer.length == 0) {
            throw new IllegalArgumentException("an answer must not be empty");
        }
        check(answer);
    }

    /** Refuses a prompt that cannot be read, or leaves no room for so many tokens of answer. */
    public void check(int[] prompt, int answerLength) {
        if (prompt.length == 0) {
            throw new IllegalArgumentException("a prompt must not be empty");
        }
        if (prompt.length + answerLength > positions) {
            throw new IllegalArgumentException("a prompt of " + prompt.length + " tokens and an answer of "
                    + answerLength + " do not fit into " + positions + " positions");
        }
        check(prompt);
    }

    /** Refuses tokens that are not of the vocabulary. */
    public void check(int[] tokens) {
        for (int token : tokens) {
            if (token < 0 || token >= vocabulary) {
                throw new IllegalArgumentException("token " + token + " is not one of " + vocabulary);
            }
        }
    }
}
