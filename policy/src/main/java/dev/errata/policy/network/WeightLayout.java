package dev.errata.policy.network;

import dev.errata.policy.weights.ModelConfig;
import dev.errata.policy.weights.TensorSource.Entry;
import java.util.ArrayList;
import java.util.List;

/**
 * The weights of a network in the order in which the backends take them. Matrices with the same input are stacked
 * (query, key and value; gate and up), which saves operations and changes neither the gradient nor AdamW.
 *
 * @param weights the weights in order
 */
public record WeightLayout(List<Weight> weights) {

    /**
     * One weight: tensors of a checkpoint, stacked along their first axis.
     *
     * @param parts the tensors, in order
     * @param shape shape of the stack
     */
    public record Weight(List<Entry> parts, long[] shape) {

        static Weight stack(Entry... parts) {
            long[] shape = parts[0].shape().clone();
            for (int i = 1; i < parts.length; i++) {
                shape[0] += parts[i].shape()[0];
            }
            return new Weight(List.of(parts), shape);
        }
    }

    /** The layout of a network. */
    public static WeightLayout of(ModelConfig config) {
        long hidden = config.hidden();
        long queries = (long) config.heads() * config.headWidth();
        long keys = (long) config.keyValueHeads() * config.headWidth();
        long wide = config.feedForward();
        List<Weight> weights = new ArrayList<>();
        weights.add(Weight.stack(entry("model.embed_tokens.weight", config.vocabulary(), hidden)));
        for (int layer = 0; layer < config.layers(); layer++) {
            String in = "model.layers." + layer + ".";
            String attention = in + "self_attn.";
            String mlp = in + "mlp.";
            weights.add(Weight.stack(entry(in + "input_layernorm.weight", hidden)));
            weights.add(Weight.stack(
                    entry(attention + "q_proj.weight", queries, hidden),
                    entry(attention + "k_proj.weight", keys, hidden),
                    entry(attention + "v_proj.weight", keys, hidden)));
            weights.add(Weight.stack(entry(attention + "o_proj.weight", hidden, queries)));
            weights.add(Weight.stack(entry(in + "post_attention_layernorm.weight", hidden)));
            weights.add(Weight.stack(
                    entry(mlp + "gate_proj.weight", wide, hidden), entry(mlp + "up_proj.weight", wide, hidden)));
            weights.add(Weight.stack(entry(mlp + "down_proj.weight", hidden, wide)));
            if (config.attentionBias()) {
                weights.add(Weight.stack(
                        entry(attention + "q_proj.bias", queries),
                        entry(attention + "k_proj.bias", keys),
                        entry(attention + "v_proj.bias", keys)));
            }
        }
        weights.add(Weight.stack(entry("model.norm.weight", hidden)));
        if (!config.tiedEmbedding()) {
            weights.add(Weight.stack(entry("lm_head.weight", config.vocabulary(), hidden)));
        }
        return new WeightLayout(List.copyOf(weights));
    }

    private static Entry entry(String name, long... shape) {
        return new Entry(name, shape);
    }

    /**
     * The place of a checkpoint's tensor.
     *
     * @param weight index of the weight
     * @param begin index of its first number in that weight
     */
    public record Place(int weight, long begin) {}

    /** Finds a tensor. */
    public Place find(String name) {
        for (int i = 0; i < weights.size(); i++) {
            long begin = 0;
            for (Entry part : weights.get(i).parts()) {
                if (part.name().equals(name)) {
                    return new Place(i, begin);
                }
                begin += part.size();
            }
        }
        throw new IllegalArgumentException("no tensor " + name);
    }

    /** All tensors of a checkpoint, in order. */
    public List<Entry> entries() {
        return weights.stream().flatMap(weight -> weight.parts().stream()).toList();
    }
}
