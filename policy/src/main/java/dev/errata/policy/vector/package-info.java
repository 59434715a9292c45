/**
 * The network on a CPU, in Java's vectors; decision 0015 says why.
 *
 * <ul>
 *   <li>The arithmetic: {@code Simd}, {@code Product} and what is multiplied ({@code WeightArrays}, {@code PackedMatrix},
 *       {@code Matrix}), the parts of a layer ({@code RmsNorm}, {@code RotaryTable}, {@code SwiGlu}), {@code Softmax}.
 *   <li>{@code VectorInference}: {@code SequenceReader} reads sequences, {@code Decoding} lets them go on; both send {@code TokenRows}
 *       {@code Forward} through the layers over keys and values in pages ({@code PagedAttention}).
 *   <li>{@code Backpropagation}: {@code TrainingRows} go forth and back through {@code LayerPass} and {@code HeadPass}, attention
 *       by {@code SpanAttention}; the slopes add up in {@code WeightGradients}, and {@code VectorAdamW} takes the step.
 * </ul>
 */
@NullMarked
package dev.errata.policy.vector;

import org.jspecify.annotations.NullMarked;
