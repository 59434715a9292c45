package dev.errata.rewardmodel.rewrite;

import dev.errata.policy.sampling.Completion;
import dev.errata.policy.sampling.SideQuestion;
import dev.errata.policy.tokenizer.Tokenizer;

/**
 * Asks a reward model which step of an answer is the first wrong one, so that the steps before it stand in the rewrite as
 * they are. Whatever it replies that names no step of the answer leaves the rewrite to itself.
 *
 * @param tokenizer the reward model's
 * @param rewriting its rewriting prompt
 * @param prompt its locating prompt
 */
public record Locator(Tokenizer tokenizer, RewritePrompt rewriting, LocatingPrompt prompt) {

    /** Most tokens of a reply: a number of up to six digits in any vocabulary, and its end. */
    private static final int MOST_TOKENS = 8;

    /**
     * The question, to be put before the answer is rewritten.
     *
     * @param answer token ids, [T], its end-of-sequence token left out
     */
    public SideQuestion ask(String question, String reference, int[] answer) {
        int[] rendered = prompt.render(tokenizer, rewriting, question, reference, answer);
        return new SideQuestion(rendered, MOST_TOKENS, reply -> {
            Location location = read(reply, answer);
            return location.outcome() == Location.Outcome.LOCATED
                    ? prompt.steps().tokensBefore(tokenizer, answer, location.step())
                    : 0;
        });
    }

    /** What a reply means for an answer, its end-of-sequence token left out. */
    public Location read(Completion reply, int[] answer) {
        int steps = prompt.steps().of(tokenizer.decode(answer)).size();
        return Location.read(tokenizer.decode(reply.tokens()), reply.stopped(), steps);
    }
}
