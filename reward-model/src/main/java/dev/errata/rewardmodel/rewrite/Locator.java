package dev.errata.rewardmodel.rewrite;

import dev.errata.policy.sampling.Completion;
import dev.errata.policy.sampling.SideQuestion;
import dev.errata.policy.tokenizer.Tokenizer;
import dev.errata.rewardmodel.Location;

/**
 * Asks a reward model for the first wrong step of an answer, so that the rewrite keeps the steps before it. After a
 * reply that names no step of the answer, the whole answer is rewritten.
 *
 * @param tokenizer the reward model's tokenizer
 * @param rewriting the reward model's rewriting prompt
 * @param prompt the reward model's locating prompt
 */
public record Locator(Tokenizer tokenizer, RewritePrompt rewriting, LocatingPrompt prompt) {

    /** Most tokens of a reply: a number of up to six digits in any vocabulary, and the end-of-sequence token. */
    private static final int MAX_REPLY_TOKENS = 8;

    /**
     * The locating question, to be asked before the answer is rewritten.
     *
     * @param answer token ids, [T], without the end-of-sequence token
     */
    public SideQuestion ask(String question, String reference, int[] answer) {
        int[] rendered = prompt.render(tokenizer, rewriting, question, reference, answer);
        return new SideQuestion(rendered, MAX_REPLY_TOKENS, reply -> {
            Location location = read(reply, answer);
            return location.outcome() == Location.Outcome.LOCATED
                    ? prompt.steps().tokensBefore(tokenizer, answer, location.step())
                    : 0;
        });
    }

    /**
     * Reads the reply to {@link #ask}.
     *
     * @param answer token ids, [T], without the end-of-sequence token
     */
    public Location read(Completion reply, int[] answer) {
        int steps = prompt.steps().of(tokenizer.decode(answer)).size();
        return Location.read(tokenizer.decode(reply.tokens()), reply.stopped(), steps);
    }
}
