package dev.errata.policy.training;

import java.util.List;
import java.util.Set;

/**
 * What an optimizer step minimizes, as a function of the log-probs of the answer tokens.
 *
 * <p>Its formula is a readable TorchScript resource: one method
 *
 * <pre>
 *   def objective(self, logp: Tensor, channels: Tensor, settings: List[float]) -> List[Tensor]:
 * </pre>
 *
 * <p>where {@code logp} is log pi_theta of each answer token of the batch, [N]; {@code channels} is what the batch says
 * of each of them, [C, N]; {@code settings} are {@link #settings(TrainingBatch)}. It returns the loss (a scalar, the
 * only one that carries gradient) followed by one scalar per {@link #metricNames()}. Sums are divided by counts of the
 * whole batch that come in as settings, so that micro-batches add up to the same gradient as one batch.
 */
public interface Objective {

    /** TorchScript text of the method {@code objective}, indented as a class member. */
    String script();

    /** Names of the channels, in order: what row c of {@code channels} means. */
    List<String> channelNames();

    /** Numbers the script needs: clip ranges, coefficients, and the batch's global counts. */
    float[] settings(TrainingBatch batch);

    /**
     * Names of the scalars that follow the loss, in order; they are summed over micro-batches, but for {@link
     * #maxima()}.
     */
    List<String> metricNames();

    /**
     * Whether a critic is trained beside the policy: one value for each answer token, linear in the residual stream
     * that the head reads. The resource then has a second method
     *
     * <pre>
     *   def value_loss(self, values: Tensor, channels: Tensor, settings: List[float]) -> Tensor:
     * </pre>
     *
     * <p>with {@code values} V(s_t) of each answer token, [N], s_t being prompt and answer tokens before t. It returns
     * a scalar, coefficient included, that is added to the loss and is the last of {@link #metricNames()}; its gradient
     * reaches the critic and, through the residual stream, the policy.
     */
    default boolean hasCritic() {
        return false;
    }

    /** Those of {@link #metricNames()} that are combined over micro-batches by maximum instead of by sum. */
    default Set<String> maxima() {
        return Set.of();
    }
}
