package dev.errata.policy.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThreadsTest {

    @ParameterizedTest(name = "{0} threads")
    @ValueSource(ints = {1, 2, 3})
    void everyPieceIsCompleteWhenTheCallReturns(int count) {
        List<Integer> pieces = IntStream.range(0, 50).boxed().toList();
        Set<Integer> done = ConcurrentHashMap.newKeySet();
        try (Threads threads = new Threads(count)) {
            threads.each(pieces, done::add);
            assertThat(done).containsExactlyInAnyOrderElementsOf(pieces);
        }
    }

    /** Each piece waits for the other. */
    @Test
    void piecesRunConcurrently() {
        CyclicBarrier both = new CyclicBarrier(2);
        try (Threads threads = new Threads(2)) {
            threads.each(List.of(1, 2), piece -> await(both));
        }
    }

    @ParameterizedTest(name = "{0} threads")
    @ValueSource(ints = {1, 2})
    void aFailureReachesTheCallerUnwrapped(int count) {
        try (Threads threads = new Threads(count)) {
            assertThatThrownBy(() -> threads.each(List.of(1, 2, 3), piece -> {
                        if (piece == 2) {
                            throw new IllegalArgumentException("piece " + piece);
                        }
                    }))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("piece 2");
        }
    }

    @Test
    void anErrorReachesTheCallerUnwrapped() {
        try (Threads threads = new Threads(2)) {
            assertThatThrownBy(() -> threads.each(List.of(1, 2, 3, 4), piece -> {
                        throw new OutOfMemoryError("piece");
                    }))
                    .isInstanceOf(OutOfMemoryError.class);
        }
    }

    /** Each piece waits for all others, so that no thread can take two of them. */
    @ParameterizedTest(name = "{0} threads")
    @ValueSource(ints = {1, 2, 3})
    void theCallersThreadRunsPiecesToo(int count) {
        CyclicBarrier all = new CyclicBarrier(count);
        Set<Thread> used = ConcurrentHashMap.newKeySet();
        try (Threads threads = new Threads(count)) {
            for (int call = 0; call < 100; call++) {
                threads.each(IntStream.range(0, count).boxed().toList(), piece -> {
                    used.add(Thread.currentThread());
                    await(all);
                });
            }
        }
        assertThat(used).contains(Thread.currentThread()).hasSize(count);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
