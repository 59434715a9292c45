package dev.errata.policy.weights;

/**
 * The shape of a network, as described by config.json.
 *
 * @param family {@code qwen2} or {@code llama}
 * @param hidden width of the residual stream
 * @param layers number of decoder layers
 * @param heads attention heads
 * @param keyValueHeads key and value heads; divides heads
 * @param headWidth width of one head
 * @param feedForward width of the gated MLP
 * @param vocabulary rows of the embedding
 * @param maxPositions most positions
 * @param ropeTheta base of the rotary embedding
 * @param ropeScaling scaling of its frequencies for a longer context
 * @param rmsNormEpsilon epsilon of the RMS norms
 * @param tiedEmbedding whether the output head is the embedding
 * @param attentionBias whether q, k and v have biases
 */
// One component for each field of config.json.
@SuppressWarnings({"checkstyle:RecordComponentNumber", "checkstyle:ParameterNumber"})
public record ModelConfig(
        String family,
        int hidden,
        int layers,
        int heads,
        int keyValueHeads,
        int headWidth,
        int feedForward,
        int vocabulary,
        int maxPositions,
        double ropeTheta,
        RopeScaling ropeScaling,
        double rmsNormEpsilon,
        boolean tiedEmbedding,
        boolean attentionBias) {

    /** A network without scaling of its rotary embedding. */
    public ModelConfig(
            String family,
            int hidden,
            int layers,
            int heads,
            int keyValueHeads,
            int headWidth,
            int feedForward,
            int vocabulary,
            int maxPositions,
            double ropeTheta,
            double rmsNormEpsilon,
            boolean tiedEmbedding,
            boolean attentionBias) {
        this(
                family,
                hidden,
                layers,
                heads,
                keyValueHeads,
                headWidth,
                feedForward,
                vocabulary,
                maxPositions,
                ropeTheta,
                RopeScaling.NONE,
                rmsNormEpsilon,
                tiedEmbedding,
                attentionBias);
    }
}
