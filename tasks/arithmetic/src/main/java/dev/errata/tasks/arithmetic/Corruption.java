package dev.errata.tasks.arithmetic;

/**
 * A wrong solution with its exact minimal rewrite.
 *
 * @param mistake the first error in the solution; there may be a second one
 * @param wrong text of the wrong solution
 * @param rewrite exact minimal rewrite of {@code wrong}, as {@link ClosestPath} finds it
 * @param firstWrongToken index of the first token of {@code wrong} that the rewrite does not keep; its length where the
 *     rewrite only adds to it
 */
public record Corruption(Mistake mistake, String wrong, String rewrite, int firstWrongToken) {}
