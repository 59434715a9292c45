package dev.errata.ops.cli.demo;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a run of the loop may have otherwise than the demo.
 *
 * @param models the models it begins from; the state folder's own or the shipped ones if not given
 * @param sampledTokens answer tokens after which training ends, if not by time before
 * @param seed seed of the order of questions and of sampling; 0 is the demo's
 * @param observed whether evaluator and live page run beside it
 */
public record LoopOptions(
        Optional<ModelPair> models, OptionalLong sampledTokens, long seed, boolean observed) {

    /** The demo itself. */
    public static LoopOptions demo() {
        return new LoopOptions(Optional.empty(), OptionalLong.empty(), 0, true);
    }
}
