/**
 * The Java vector backend, for a CPU; decision 0015 says why.
 *
 * <ul>
 *   <li>Arithmetic: {@code Simd}; {@code Product} and its operands {@code WeightArrays}, {@code PackedMatrix} and
 *       {@code Matrix}; the parts of a layer {@code RmsNorm}, {@code RotaryTable} and {@code SwiGlu}; {@code Softmax}.
 *   <li>{@code VectorInference}: {@code SequenceReader} reads sequences and {@code Decoding} continues them. Both send
 *       {@code TokenRows} through {@code Forward}, which attends over keys and values in pages ({@code
 *       PagedAttention}).
 *   <li>{@code VectorLearning}: {@code Backpropagation} sends {@code TrainingRows} forward and backward through {@code
 *       LayerPass} and {@code HeadPass}, with {@code SpanAttention}. {@code WeightGradients} adds up the gradients, and
 *       {@code VectorAdamW} takes the step.
 * </ul>
 */
@NullMarked
package dev.errata.policy.vector;

import org.jspecify.annotations.NullMarked;
