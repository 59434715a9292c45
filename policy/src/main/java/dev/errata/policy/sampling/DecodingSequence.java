package dev.errata.policy.sampling;

import dev.errata.policy.network.KeyValueCache;
import dev.errata.policy.network.TokenSequences;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One sequence that is being decoded: its sampled tokens, the token it feeds next, and the pages it owns. */
public final class DecodingSequence {

    private final int ticket;
    private final int[] context;
    private final double[] uniforms;
    private final int[] tokens;
    private final float[] logProbs;
    private final List<VersionSpan> spans = new ArrayList<>();
    private final List<Integer> pages = new ArrayList<>();
    private int count;
    private boolean stopped;

    /**
     * A sequence that has sampled nothing yet.
     *
     * @param ticket identifies it to its owner
     * @param context the tokens before its first one; the last of them is fed first
     * @param uniforms one number in [0, 1) per token it may sample
     */
    DecodingSequence(int ticket, int[] context, double[] uniforms) {
        this.ticket = ticket;
        this.context = context;
        this.uniforms = uniforms;
        tokens = new int[uniforms.length];
        logProbs = new float[uniforms.length];
    }

    int ticket() {
        return ticket;
    }

    /** The tokens before its first one. */
    int[] context() {
        return context;
    }

    /** Whether its context equals the given tokens. */
    boolean startsFrom(int[] tokens) {
        return Arrays.equals(context, tokens);
    }

    /** The pages it owns, in order of position. */
    public List<Integer> pages() {
        return pages;
    }

    /** Position of the token fed next. */
    public int position() {
        return context.length + count - 1;
    }

    /** The token fed next. */
    public int next() {
        return count == 0 ? context[context.length - 1] : tokens[count - 1];
    }

    /** Tokens before the one fed next, which the cache must hold, [position]. */
    int[] history() {
        int[] all = TokenSequences.join(context, Arrays.copyOf(tokens, count));
        return Arrays.copyOf(all, all.length - 1);
    }

    /** Number of tokens it may still sample. */
    public int left() {
        return tokens.length - count;
    }

    /** Number of pages it needs to feed that many more tokens, or all up to its limit. */
    int pagesFor(int steps) {
        return KeyValueCache.pages(position() + Math.min(steps, left()));
    }

    /** Number of pages it needs at its limit. */
    int pagesToTheEnd() {
        return KeyValueCache.pages(context.length + tokens.length - 1);
    }

    /** The uniform number of the token that many steps ahead; 0 beyond the limit. */
    public double uniform(int step) {
        return step < left() ? uniforms[count + step] : 0;
    }

    /** Appends a token; false if that ends the sequence. */
    boolean take(int token, float logProb, long version, StopTokens stop) {
        if (spans.isEmpty() || spans.get(spans.size() - 1).version() != version) {
            spans.add(new VersionSpan(count, version));
        }
        tokens[count] = token;
        logProbs[count] = logProb;
        count++;
        stopped = stop.contains(token);
        return !stopped && left() > 0;
    }

    Completion completion() {
        return new Completion(Arrays.copyOf(tokens, count), Arrays.copyOf(logProbs, count), stopped);
    }

    List<VersionSpan> spans() {
        return List.copyOf(spans);
    }
}
