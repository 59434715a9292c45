package dev.errata.policy.sampling;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.errata.policy.network.Decoder;
import dev.errata.policy.network.PaddedTokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Scores answers token by token and rewrites them greedily, from one prefill a chunk of requests. */
public final class Reviewer {

    /** Most numbers in the key-value caches and in the logits of one call, each: 512 MiB of fp32. */
    private static final long BUDGET = 1L << 27;

    private final Decoder decoder;
    private final StopTokens stop;

    /** A reviewer over a decoder's weights as they are at each call. */
    public Reviewer(Decoder decoder, StopTokens stop) {
        this.decoder = decoder;
        this.stop = stop;
    }

    /**
     * Reviews in the order of the requests.
     *
     * @param maxNewTokens most tokens of a rewrite, the kept part included
     */
    public List<Review> review(List<ReviewRequest> requests, int maxNewTokens) {
        Review[] reviews = new Review[requests.size()];
        long slotNumbers = 2L
                * decoder.config().layers()
                * decoder.config().keyValueHeads()
                * decoder.config().headWidth();
        long budget =
                Math.max(1, BUDGET / Math.max(slotNumbers, decoder.config().vocabulary()));
        List<int[]> chunks = PaddedTokens.chunks(requests.size(), i -> slots(requests.get(i), maxNewTokens), budget);
        for (int[] chunk : chunks) {
            List<ReviewRequest> part = new ArrayList<>();
            for (int i : chunk) {
                part.add(requests.get(i));
            }
            List<Review> done = reviewChunk(part, maxNewTokens);
            for (int row = 0; row < chunk.length; row++) {
                reviews[chunk[row]] = done.get(row);
            }
        }
        return Arrays.asList(reviews);
    }

    private static int slots(ReviewRequest request, int maxNewTokens) {
        return request.prompt().length + Math.max(request.answer().length, maxNewTokens) + 1;
    }

    private List<Review> reviewChunk(List<ReviewRequest> requests, int maxNewTokens) {
        List<int[]> sequences = new ArrayList<>();
        List<int[]> answers = new ArrayList<>();
        long[] lengths = new long[requests.size()];
        long[] bounds = new long[requests.size()];
        int width = 0;
        int columns = 1;
        int slots = 0;
        for (int row = 0; row < requests.size(); row++) {
            ReviewRequest request = requests.get(row);
            sequences.add(PaddedTokens.join(request.prompt(), request.answer()));
            answers.add(request.answer());
            lengths[row] = request.prompt().length;
            bounds[row] = request.rewrite() ? bound(request, maxNewTokens) : 0;
            width = Math.max(width, sequences.get(row).length);
            columns = Math.max(columns, request.answer().length + 1);
            slots = Math.max(slots, slots(request, maxNewTokens));
        }
        List<NDArray> rotary = decoder.rotary(Math.max(width, slots) + 1);
        try (NDManager scope = decoder.scope()) {
            NDList result = decoder.module()
                    .evaluate(
                            scope,
                            "review",
                            decoder.weights(),
                            rotary.get(0),
                            rotary.get(1),
                            PaddedTokens.of(scope, sequences, width, 0),
                            scope.create(lengths),
                            PaddedTokens.of(scope, answers, columns, -1),
                            scope.create(bounds),
                            scope.create((long) maxNewTokens),
                            stop.toArray(scope));
            return reviews(requests, result, columns, maxNewTokens);
        }
    }

    /** A rewrite is decoded only where its first new token would stand before this column. */
    private int bound(ReviewRequest request, int maxNewTokens) {
        int end = stop.end(request.answer());
        return Math.min(limit(request, maxNewTokens), end >= 0 ? end : request.answer().length + 1);
    }

    private int limit(ReviewRequest request, int maxNewTokens) {
        return Math.min(maxNewTokens, decoder.config().maxPositions() - request.prompt().length);
    }

    private List<Review> reviews(List<ReviewRequest> requests, NDList result, int columns, int maxNewTokens) {
        float[] probabilities = result.get(0).toFloatArray();
        long[] first = result.get(1).toLongArray();
        long[] tokens = result.get(2).toLongArray();
        List<Review> reviews = new ArrayList<>();
        for (int row = 0; row < requests.size(); row++) {
            ReviewRequest request = requests.get(row);
            int begin = row * columns;
            float[] scored = Arrays.copyOfRange(probabilities, begin, begin + request.answer().length);
            if (!request.rewrite()) {
                reviews.add(new Review(scored, null, false));
                continue;
            }
            int kept = (int) Math.min(first[row], bound(request, maxNewTokens));
            int[] rewrite = Arrays.copyOf(request.answer(), kept);
            if (first[row] < bound(request, maxNewTokens)) {
                int at = row * (maxNewTokens + 1);
                int end = stop.end(tokens, at + kept, at + limit(request, maxNewTokens));
                rewrite = PaddedTokens.join(rewrite, StopTokens.narrow(tokens, at + kept, end));
            }
            boolean stopped = rewrite.length > 0 && stop.contains(rewrite[rewrite.length - 1]);
            reviews.add(new Review(scored, rewrite, stopped));
        }
        return reviews;
    }
}
