package dev.errata.policy.sampling;

import dev.errata.policy.network.KeyValueCache;
import dev.errata.policy.network.TargetTokens;
import dev.errata.policy.network.TokenSequences;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Scores answers token by token and rewrites them greedily; one prefill per chunk of requests serves both. */
public final class Reviewer {

    /** Most tokens read in one call. */
    private static final long TOKENS = 16_384;

    private final Inference inference;
    private final StopTokens stop;
    private final KeyValueCache cache;

    /** A reviewer with a network's current weights at each call. */
    public Reviewer(Inference inference, StopTokens stop, KeyValueCache cache) {
        this.inference = inference;
        this.stop = stop;
        this.cache = cache;
    }

    /**
     * Reviews in the order of the requests.
     *
     * @param maxNewTokens most tokens of a rewrite, the kept part included
     */
    public List<Review> review(List<ReviewRequest> requests, int maxNewTokens) {
        Review[] reviews = new Review[requests.size()];
        long budget = Math.min(TOKENS, (long) cache.limit() * KeyValueCache.PAGE / 2);
        List<int[]> chunks = TokenSequences.chunks(requests.size(), i -> slots(requests.get(i), maxNewTokens), budget);
        for (int[] chunk : chunks) {
            List<ReviewRequest> part =
                    Arrays.stream(chunk).mapToObj(requests::get).toList();
            try {
                List<Review> done = reviewChunk(part, maxNewTokens);
                for (int row = 0; row < chunk.length; row++) {
                    reviews[chunk[row]] = done.get(row);
                }
            } finally {
                // Only a chunk that failed leaves pages behind.
                cache.releaseAll();
            }
        }
        return Arrays.asList(reviews);
    }

    private static int slots(ReviewRequest request, int maxNewTokens) {
        SideQuestion question = request.sideQuestion();
        return request.prompt().length
                + Math.max(request.answer().length, maxNewTokens)
                + 1
                + (question == null ? 0 : question.positions());
    }

    private List<Review> reviewChunk(List<ReviewRequest> requests, int maxNewTokens) {
        List<List<Integer>> pages = new ArrayList<>();
        for (ReviewRequest request : requests) {
            int positions = request.rewrite() ? request.prompt().length + request.answer().length : 0;
            cache.reserve(cache.size() + KeyValueCache.pages(positions));
            pages.add(IntStream.range(0, KeyValueCache.pages(positions))
                    .mapToObj(i -> cache.take())
                    .toList());
        }
        // These pages come last, so that closing their gaps later moves no page of a rewrite.
        SideQuestions sideQuestions = new SideQuestions(requests, cache, inference.maxBranchingTokens());
        AnswerScores scores = score(requests, pages, sideQuestions);
        Lane lane = new Lane(inference, stop, SamplingSettings.greedy(maxNewTokens), cache);
        Map<Integer, Completion> replies =
                sideQuestions.decode(lane, inference.config().maxPositions());
        int[] kept = new int[requests.size()];
        for (int i = 0; i < requests.size(); i++) {
            ReviewRequest request = requests.get(i);
            int bound = request.rewrite() ? bound(request, maxNewTokens) : 0;
            kept[i] = Math.min(scores.firstDifference(i, keptByReply(request, replies.get(i), bound)), bound);
            if (kept[i] < bound) {
                lane.resume(rewriting(i, request, kept[i], limit(request, maxNewTokens), pages.get(i)));
            } else {
                cache.release(pages.get(i));
            }
        }
        Map<Integer, Completion> rewritten = new HashMap<>();
        while (lane.size() > 0) {
            lane.advance(0).forEach(row -> rewritten.put(row.ticket(), row.completion()));
        }
        return IntStream.range(0, requests.size())
                .mapToObj(i -> review(requests.get(i), scores.probabilities(i), kept[i], rewritten.get(i))
                        .with(replies.get(i)))
                .toList();
    }

    /** Reads prompts and answers, fills the pages of requests that have any, and scores the answers. */
    private AnswerScores score(List<ReviewRequest> requests, List<List<Integer>> pages, SideQuestions sideQuestions) {
        List<CacheWrite> kept = new ArrayList<>();
        List<TargetTokens> predicted = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            ReviewRequest request = requests.get(i);
            if (!pages.get(i).isEmpty()) {
                kept.add(CacheWrite.beginning(i, request.prompt().length + request.answer().length, pages.get(i)));
            }
            predicted.add(TargetTokens.inOrder(i, request.prompt().length - 1, request.answer()));
        }
        kept.addAll(sideQuestions.kept());
        return new AnswerScores(requests, inference.score(sideQuestions.sequences(), kept, cache, predicted));
    }

    /** The sequence that rewrites an answer behind the part that is kept. */
    private static DecodingSequence rewriting(
            int ticket, ReviewRequest request, int kept, int limit, List<Integer> pages) {
        int[] context = TokenSequences.join(request.prompt(), Arrays.copyOf(request.answer(), kept));
        DecodingSequence row = new DecodingSequence(ticket, context, new double[limit - kept]);
        row.pages().addAll(pages);
        return row;
    }

    /** Number of tokens that the rewrite keeps because of the reply to the side question. */
    private static int keptByReply(ReviewRequest request, @Nullable Completion output, int bound) {
        SideQuestion question = request.sideQuestion();
        return question == null || output == null
                ? 0
                : Math.max(0, Math.min(question.kept().applyAsInt(output), Math.min(bound, request.answer().length)));
    }

    /** A rewrite is decoded only if its first new token lies before this index. */
    private int bound(ReviewRequest request, int maxNewTokens) {
        int end = stop.end(request.answer());
        return Math.min(limit(request, maxNewTokens), end >= 0 ? end : request.answer().length + 1);
    }

    private int limit(ReviewRequest request, int maxNewTokens) {
        return Math.min(maxNewTokens, inference.config().maxPositions() - request.prompt().length);
    }

    private Review review(ReviewRequest request, float[] probabilities, int kept, @Nullable Completion rest) {
        if (!request.rewrite()) {
            return new Review(probabilities, null, false);
        }
        int[] rewrite = Arrays.copyOf(request.answer(), kept);
        if (rest != null) {
            rewrite = TokenSequences.join(rewrite, rest.tokens());
        }
        boolean stopped = rewrite.length > 0 && stop.contains(rewrite[rewrite.length - 1]);
        return new Review(probabilities, rewrite, stopped);
    }
}
