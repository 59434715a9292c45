package dev.errata.policy.vector;

import dev.errata.policy.network.KeyValueCache;
import dev.errata.policy.network.SharedPrompt;
import dev.errata.policy.network.TokenSequences;
import dev.errata.policy.sampling.CacheWrite;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads whole sequences on one thread. Each sequence needs pages while it is read: its own pages of the cache, or spare
 * ones that later sequences use again.
 */
final class SequenceReader {

    private static final int PAGE = KeyValueCache.PAGE;

    /** Most spare pages kept between calls: 1,024 positions. */
    private static final int MAX_SPARE_PAGES = 64;

    /** Receives the rows that were read, while their activations are available. */
    interface Listener {

        /** Rows begin to end - 1 of a call have been read. */
        void onRows(int begin, int end);
    }

    private final Forward forward;
    private final PageLayout layout;
    private final List<float[]> spare = new ArrayList<>();
    private int spareTaken;

    SequenceReader(Forward forward, PageLayout layout) {
        this.forward = forward;
        this.layout = layout;
    }

    /** Reads sequences and writes some of their rows to the cache. */
    void read(
            VectorWeights weights,
            List<SharedPrompt> sequences,
            List<CacheWrite> kept,
            VectorCache cache,
            Listener listener) {
        spareTaken = 0;
        TokenRows rows = new TokenRows();
        int[] begin = new int[sequences.size()];
        for (int i = 0; i < begin.length; i++) {
            begin[i] = rows.size();
            SharedPrompt sequence = sequences.get(i);
            if (sequence.branches()) {
                addBranches(sequence, rows);
            } else {
                add(whole(sequence), 0, pagesOf(i, sequence, kept, cache), rows);
            }
        }
        for (int from = 0; from < rows.size(); from += Forward.ROWS) {
            int end = Math.min(rows.size(), from + Forward.ROWS);
            forward.read(weights, rows, from, end);
            listener.onRows(from, end);
        }
        for (CacheWrite some : kept) {
            copy(rows, begin[some.sequence()] + some.row(), some, cache.pages(some.pages()));
        }
        spare.subList(Math.min(MAX_SPARE_PAGES, spare.size()), spare.size()).clear();
    }

    private static int[] whole(SharedPrompt sequence) {
        return sequence.answers().isEmpty()
                ? sequence.prompt()
                : TokenSequences.join(sequence.prompt(), sequence.answers().get(0));
    }

    /** The pages of the cache that keep a whole sequence, or spare ones. */
    private float[][] pagesOf(int number, SharedPrompt sequence, List<CacheWrite> kept, VectorCache cache) {
        for (CacheWrite some : kept) {
            if (some.sequence() == number
                    && some.row() == 0
                    && some.first() == 0
                    && some.count() >= sequence.length()) {
                return cache.pages(some.pages());
            }
        }
        return spare(sequence.length());
    }

    private float[][] spare(int positions) {
        float[][] pages = new float[KeyValueCache.pages(positions)][];
        for (int i = 0; i < pages.length; i++) {
            if (spareTaken == spare.size()) {
                spare.add(new float[layout.size()]);
            }
            pages[i] = spare.get(spareTaken++);
        }
        return pages;
    }

    private static void add(int[] tokens, int first, float[][] pages, TokenRows rows) {
        for (int i = 0; i < tokens.length; i++) {
            rows.add(tokens[i], first + i, pages);
        }
    }

    /** All branches share the full pages of the prompt; each has its own copy of the prompt's last, partial page. */
    private void addBranches(SharedPrompt sequence, TokenRows rows) {
        int length = sequence.prompt().length;
        int full = length / PAGE;
        float[][] trunk = spare(length);
        int partial = rows.size() + full * PAGE;
        add(sequence.prompt(), 0, trunk, rows);
        List<float[]> branchPages = new ArrayList<>();
        for (int[] answer : sequence.answers()) {
            float[][] own = spare(length % PAGE + answer.length);
            float[][] pages = Arrays.copyOf(trunk, full + own.length);
            System.arraycopy(own, 0, pages, full, own.length);
            if (own.length > 0) {
                branchPages.add(own[0]);
            }
            add(answer, length, pages, rows);
        }
        for (int row = partial; row < partial + length % PAGE; row++) {
            rows.copyInto(row, branchPages.toArray(float[][]::new));
        }
    }

    private void copy(TokenRows rows, int row, CacheWrite some, float[][] pages) {
        for (int i = 0; i < some.count(); i++) {
            int position = some.first() + i;
            float[] source = rows.page(row + i);
            float[] target = pages[position / PAGE];
            if (source == target) {
                continue;
            }
            if (position % PAGE == 0 && rows.slot(row + i) == 0) {
                System.arraycopy(source, 0, target, 0, source.length);
                while (i + 1 < some.count() && rows.page(row + i + 1) == source) {
                    i++;
                }
            } else {
                layout.copy(source, rows.slot(row + i), target, position % PAGE);
            }
        }
    }
}
