package dev.errata.tasks.arithmetic;

/**
 * A wrong solution with its exact minimal rewrite.
 *
 * @param mistake the error that was made; a second one may have been made too
 * @param wrong text of the wrong solution
 * @param rewrite text of the legal solution nearest to it, see {@link ClosestPath}
 * @param firstWrongToken index of the first token of {@code wrong} that the rewrite does not keep; its length where the
 *     rewrite only adds to it
 */
public record Corruption(Mistake mistake, String wrong, String rewrite, int firstWrongToken) {}
