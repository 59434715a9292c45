package dev.errata.rewardmodel.rewrite;

import dev.errata.policy.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts an answer into steps, numbered from 1. The text after the last end is a step too, even if it is empty, so that
 * every answer has a step that can be wrong.
 *
 * @param end text that ends a step and is part of it, not empty
 */
public record Steps(String end) {

    /** Refuses an end that is empty. */
    public Steps {
        if (end.isEmpty()) {
            throw new IllegalArgumentException("the text that ends a step is empty: give one, such as a line break");
        }
    }

    /** The steps of a text, ends included; joined they are the text. */
    public List<String> of(String text) {
        List<String> steps = new ArrayList<>();
        int from = 0;
        for (int at = text.indexOf(end); at >= 0; at = text.indexOf(end, from)) {
            steps.add(text.substring(from, at + end.length()));
            from = at + end.length();
        }
        steps.add(text.substring(from));
        return steps;
    }

    /** Number of the first step of an answer that its rewrite changes; 0 where it keeps all steps. */
    public int firstChanged(String answer, String rewrite) {
        if (answer.equals(rewrite)) {
            return 0;
        }
        List<String> steps = of(answer);
        List<String> kept = of(rewrite);
        int shared = 0;
        // Different texts differ within the steps of the shorter one, because only its last step has no end.
        while (steps.get(shared).equals(kept.get(shared))) {
            shared++;
        }
        return shared + 1;
    }

    /**
     * Number of tokens of an answer that lie entirely before a step.
     *
     * @param answer token ids, [T], without the end-of-sequence token
     * @param step number of one of its steps
     */
    int tokensBefore(Tokenizer tokenizer, int[] answer, int step) {
        String text = tokenizer.decode(answer);
        int characters =
                of(text).stream().limit(step - 1L).mapToInt(String::length).sum();
        int fits = 0;
        for (int above = answer.length + 1; above - fits > 1; ) {
            int middle = (fits + above) / 2;
            if (beginning(tokenizer, answer, middle).length() <= characters) {
                fits = middle;
            } else {
                above = middle;
            }
        }
        // A character whose tokens are cut in two decodes to another character.
        while (!text.startsWith(beginning(tokenizer, answer, fits))) {
            fits--;
        }
        return fits;
    }

    private static String beginning(Tokenizer tokenizer, int[] answer, int tokens) {
        return tokenizer.decode(Arrays.copyOf(answer, tokens));
    }
}
