package dev.errata.policy.sampling;

import dev.errata.policy.network.KeyValueCache;
import dev.errata.policy.network.SharedPrompt;
import dev.errata.policy.network.TokenSequences;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is asked aside of a chunk of requests. Its last token is fed when decoding begins; of the rest, what the prompt has
 * too is copied within the cache, and what is left is read beside the answer, which does not see it. Where the two are too
 * long for the mask that this takes of PyTorch's kernels, the aside is read by itself.
 */
final class SideQuestions {

    private final List<ReviewRequest> requests;
    private final List<List<Integer>> pages;
    private final int maxBranchingTokens;

    /**
     * Takes the pages that the asides need.
     *
     * @param maxBranchingTokens most tokens of a reading with branches
     */
    SideQuestions(List<ReviewRequest> requests, KeyValueCache cache, int maxBranchingTokens) {
        this.requests = requests;
        this.maxBranchingTokens = maxBranchingTokens;
        this.pages = requests.stream()
                .map(request -> request.sideQuestion() == null
                        ? 0
                        : KeyValueCache.pages(request.sideQuestion().prompt().length))
                .map(count ->
                        IntStream.range(0, count).mapToObj(i -> cache.take()).toList())
                .toList();
    }

    /**
     * What is read: of each request prompt and answer, and behind them what only the aside has; at the end the asides that are
     * read by themselves.
     */
    List<SharedPrompt> readings() {
        return Stream.concat(
                        requests.stream().map(this::reading),
                        requests.stream().filter(this::isApart).map(request -> SharedPrompt.alone(fed(request))))
                .toList();
    }

    private SharedPrompt reading(ReviewRequest request) {
        int[] main = TokenSequences.join(request.prompt(), request.answer());
        int[] own = own(request);
        if (own.length == 0 || isApart(request)) {
            return SharedPrompt.alone(main);
        }
        int shared = shared(request);
        return new SharedPrompt(
                Arrays.copyOf(main, shared), List.of(Arrays.copyOfRange(main, shared, main.length), own));
    }

    /** Whether prompt, answer and aside together have more tokens than a sequence with branches may have. */
    private boolean isApart(ReviewRequest request) {
        long together = (long) request.prompt().length + request.answer().length + own(request).length;
        return own(request).length > 0 && together > maxBranchingTokens;
    }

    /** The tokens of an aside that stand before the one fed when decoding begins. */
    private static int[] fed(ReviewRequest request) {
        SideQuestion question = request.sideQuestion();
        return question == null ? new int[0] : Arrays.copyOf(question.prompt(), question.prompt().length - 1);
    }

    /** Leading tokens that are read once for the aside and for the prompt. */
    private static int shared(ReviewRequest request) {
        SideQuestion question = request.sideQuestion();
        if (question == null) {
            return 0;
        }
        int departure = Arrays.mismatch(request.prompt(), question.prompt());
        int fed = question.prompt().length - 1;
        return departure < 0 ? fed : Math.min(departure, fed);
    }

    /** The tokens of an aside that are neither shared nor fed when decoding begins. */
    private static int[] own(ReviewRequest request) {
        SideQuestion question = request.sideQuestion();
        return question == null
                ? new int[0]
                : Arrays.copyOfRange(question.prompt(), shared(request), question.prompt().length - 1);
    }

    /** The rows of the {@link #readings()} that the asides have behind them. */
    List<CacheWrite> kept() {
        List<CacheWrite> kept = new ArrayList<>();
        int apart = requests.size();
        for (int i = 0; i < requests.size(); i++) {
            ReviewRequest request = requests.get(i);
            if (isApart(request)) {
                kept.add(CacheWrite.beginning(apart++, fed(request).length, pages.get(i)));
                continue;
            }
            int shared = shared(request);
            int behind = request.prompt().length + request.answer().length;
            kept.add(CacheWrite.beginning(i, shared, pages.get(i)));
            kept.add(new CacheWrite(i, behind, own(request).length, shared, pages.get(i)));
        }
        return kept;
    }

    /** The greedy outputs, by number of their request; the pages are given back. */
    Map<Integer, Completion> decode(Lane lane, int maxPositions) {
        for (int i = 0; i < requests.size(); i++) {
            SideQuestion question = requests.get(i).sideQuestion();
            if (question != null) {
                int limit = Math.min(question.maxNewTokens(), maxPositions - question.prompt().length);
                DecodingSequence row = new DecodingSequence(i, question.prompt(), new double[limit]);
                row.pages().addAll(pages.get(i));
                lane.resume(row);
            }
        }
        Map<Integer, Completion> outputs = new HashMap<>();
        while (lane.size() > 0) {
            lane.advance(0).forEach(row -> outputs.put(row.ticket(), row.completion()));
        }
        return outputs;
    }
}
