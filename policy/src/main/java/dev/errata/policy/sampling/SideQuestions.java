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
 * The side questions of a chunk of requests. Decoding feeds the last token of a question. The tokens before it are read
 * once where the answer's prompt has them too, and otherwise as a branch beside the answer, which does not see them. A
 * question that is too long for such a branch is read as a sequence of its own.
 */
final class SideQuestions {

    private final List<ReviewRequest> requests;
    private final List<List<Integer>> pages;
    private final int maxBranchingTokens;

    /**
     * Takes the pages that the questions need.
     *
     * @param maxBranchingTokens most tokens of a sequence with branches
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
     * The sequences to read: prompt and answer of each request, with the question's own tokens as a branch; then the
     * questions that are sequences of their own.
     */
    List<SharedPrompt> sequences() {
        return Stream.concat(
                        requests.stream().map(this::sequence),
                        requests.stream().filter(this::isSeparate).map(request -> SharedPrompt.alone(fed(request))))
                .toList();
    }

    private SharedPrompt sequence(ReviewRequest request) {
        int[] main = TokenSequences.join(request.prompt(), request.answer());
        int[] own = own(request);
        if (own.length == 0 || isSeparate(request)) {
            return SharedPrompt.alone(main);
        }
        int shared = shared(request);
        return new SharedPrompt(
                Arrays.copyOf(main, shared), List.of(Arrays.copyOfRange(main, shared, main.length), own));
    }

    /** Whether prompt, answer and question together are too long for a sequence with branches. */
    private boolean isSeparate(ReviewRequest request) {
        long together = (long) request.prompt().length + request.answer().length + own(request).length;
        return own(request).length > 0 && together > maxBranchingTokens;
    }

    /** The tokens of a question that are read before decoding begins: all but the last. */
    private static int[] fed(ReviewRequest request) {
        SideQuestion question = request.sideQuestion();
        return question == null ? new int[0] : Arrays.copyOf(question.prompt(), question.prompt().length - 1);
    }

    /** Number of leading tokens that question and prompt share. */
    private static int shared(ReviewRequest request) {
        SideQuestion question = request.sideQuestion();
        if (question == null) {
            return 0;
        }
        int departure = Arrays.mismatch(request.prompt(), question.prompt());
        int fed = question.prompt().length - 1;
        return departure < 0 ? fed : Math.min(departure, fed);
    }

    /** The tokens of a question that are read but not shared. */
    private static int[] own(ReviewRequest request) {
        SideQuestion question = request.sideQuestion();
        return question == null
                ? new int[0]
                : Arrays.copyOfRange(question.prompt(), shared(request), question.prompt().length - 1);
    }

    /** The rows of the {@link #sequences()} that the questions' pages hold. */
    List<CacheWrite> kept() {
        List<CacheWrite> kept = new ArrayList<>();
        int separate = requests.size();
        for (int i = 0; i < requests.size(); i++) {
            ReviewRequest request = requests.get(i);
            if (isSeparate(request)) {
                kept.add(CacheWrite.beginning(separate++, fed(request).length, pages.get(i)));
                continue;
            }
            int shared = shared(request);
            int behind = request.prompt().length + request.answer().length;
            kept.add(CacheWrite.beginning(i, shared, pages.get(i)));
            kept.add(new CacheWrite(i, behind, own(request).length, shared, pages.get(i)));
        }
        return kept;
    }

    /** The greedy replies, by index of their request; gives the pages back. */
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
        Map<Integer, Completion> replies = new HashMap<>();
        while (lane.size() > 0) {
            lane.advance(0).forEach(row -> replies.put(row.ticket(), row.completion()));
        }
        return replies;
    }
}
