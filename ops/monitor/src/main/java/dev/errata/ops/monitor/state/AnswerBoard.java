package dev.errata.ops.monitor.state;

import dev.errata.ops.monitor.text.Vocabulary;
import dev.errata.schemas.ScoredRollout;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The newest scored answers.
 *
 * <p>Kept by source and verdict, so that many answers of one source or one verdict do not push out those that the page
 * filters for. At most {@value #MAX_SHELVES} times the capacity are kept. Not thread-safe.
 */
final class AnswerBoard {

    static final int MAX_SHELVES = 16;

    private final int capacity;
    private final Map<Shelf, Deque<ScoredRollout>> shelves = new LinkedHashMap<>();

    /** Keeps this many answers of each source and verdict. */
    AnswerBoard(int capacity) {
        this.capacity = capacity;
    }

    /** Adds an answer, shortened if it is too long to be shown. */
    void add(ScoredRollout scored) {
        AnswerViews.shorten(scored);
        Shelf shelf = new Shelf(scored.getRollout().getQuestion().getSource(), scored.getCorrect());
        if (!shelves.containsKey(shelf) && shelves.size() >= MAX_SHELVES) {
            return;
        }
        Deque<ScoredRollout> answers = shelves.computeIfAbsent(shelf, key -> new ArrayDeque<>());
        answers.addFirst(scored);
        if (answers.size() > capacity) {
            answers.removeLast();
        }
    }

    /**
     * The newest answers first.
     *
     * @param source only of this source; null for all
     * @param correct only with this verdict; null for both
     */
    List<AnswerView> newest(@Nullable String source, @Nullable Boolean correct, Vocabulary vocabulary) {
        AnswerViews views = new AnswerViews(vocabulary);
        return shelves.entrySet().stream()
                .filter(entry -> source == null || entry.getKey().source().equals(source))
                .filter(entry -> correct == null || entry.getKey().correct() == correct)
                .flatMap(entry -> entry.getValue().stream())
                .sorted(Comparator.comparing(ScoredRollout::getScoredAt).reversed())
                .limit(capacity)
                .map(views::of)
                .toList();
    }

    /** The answers of one source and verdict. */
    private record Shelf(String source, boolean correct) {}
}
