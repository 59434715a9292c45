package dev.errata.policy.network;

import dev.errata.policy.weights.ModelConfig;

/** The inputs that a network can read: its positions and its vocabulary. */
public final class TokenLimits {

    private final int positions;
    private final int vocabulary;

    /** The limits of a network of this shape. */
    public TokenLimits(ModelConfig config) {
        positions = config.maxPositions();
        vocabulary = config.vocabulary();
    }

    /** Refuses a prompt and an answer that the network cannot read. */
    public void check(int[] prompt, int[] answer) {
        check(prompt, answer.length);
        if (answer.length == 0) {
            throw new IllegalArgumentException("an answer must not be empty");
        }
        check(answer);
    }

    /** Refuses a prompt that the network cannot read, or that leaves no room for an answer of this length. */
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

    /** Refuses tokens outside the vocabulary. */
    public void check(int[] tokens) {
        for (int token : tokens) {
            if (token < 0 || token >= vocabulary) {
                throw new IllegalArgumentException("token id " + token + " is outside the vocabulary of " + vocabulary
                        + ": tokenizer and model do not belong together");
            }
        }
    }
}
