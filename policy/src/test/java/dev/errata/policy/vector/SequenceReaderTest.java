package dev.errata.policy.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.policy.backend.Backend;
import dev.errata.policy.network.KeyValueCache;
import dev.errata.policy.network.SharedPrompt;
import dev.errata.policy.network.TokenSequences;
import dev.errata.policy.sampling.CacheWrite;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cache kept from a shared reading is that of the sequence read alone, bit for bit. */
class SequenceReaderTest {

    private static final int PAGE = KeyValueCache.PAGE;

    private final TinyNetwork network = TinyNetwork.GROUPED;
    private VectorNetwork vectors;
    private VectorInference inference;
    private VectorCache cache;

    @BeforeEach
    void open() {
        try (Backend torch = network.torch(5)) {
            vectors = network.vectors(torch, 1);
        }
        inference = new VectorInference(vectors);
        cache = new VectorCache(network.config(), 1);
    }

    @AfterEach
    void close() {
        cache.close();
        vectors.close();
    }

    static LongStream seeds() {
        return LongStream.range(0, 12);
    }

    private List<Integer> takePages(int positions) {
        return IntStream.range(0, KeyValueCache.pages(positions))
                .mapToObj(i -> cache.take())
                .toList();
    }

    /** Keys and values of the first positions of a sequence, [positions][all layers of one]. */
    private float[][] rows(List<Integer> pages, int count) {
        PageLayout layout = PageLayout.of(network.config());
        float[][] rows = new float[count][layout.size()];
        for (int t = 0; t < count; t++) {
            layout.copy(cache.pages(pages)[t / PAGE], t % PAGE, rows[t], 0);
        }
        return rows;
    }

    private void assertKept(List<Integer> pages, int[] tokens) {
        List<Integer> own = takePages(tokens.length);
        inference.read(
                List.of(SharedPrompt.alone(tokens)), List.of(CacheWrite.beginning(0, tokens.length, own)), cache);
        assertThat(rows(pages, tokens.length)).isDeepEqualTo(rows(own, tokens.length));
    }

    /** As a reviewer reads: prompt and answer for a rewrite, and a side question behind the same prompt. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void eachBranchIsKeptBehindThePromptThatTheyShare(long seed) {
        Random random = new Random(seed);
        int[] before = network.tokens(random, 1 + random.nextInt(130));
        int[] prompt = network.tokens(random, seed % 3 == 0 ? 2 * PAGE : 1 + random.nextInt(40));
        int[] answer = network.tokens(random, random.nextInt(40));
        int[] question = network.tokens(random, 1 + random.nextInt(40));
        List<Integer> answered = takePages(prompt.length + answer.length);
        List<Integer> asked = takePages(prompt.length + question.length);
        List<CacheWrite> kept = List.of(
                CacheWrite.beginning(1, prompt.length + answer.length, answered),
                CacheWrite.beginning(1, prompt.length, asked),
                new CacheWrite(1, prompt.length + answer.length, question.length, prompt.length, asked));
        inference.read(
                List.of(SharedPrompt.alone(before), new SharedPrompt(prompt, List.of(answer, question))), kept, cache);
        assertKept(answered, TokenSequences.join(prompt, answer));
        assertKept(asked, TokenSequences.join(prompt, question));
    }

    /** As sampling does: several answers to one prompt, each with pages of its own. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void sequencesWithTheSameBeginningShareOneReading(long seed) {
        Random random = new Random(seed);
        List<SharedPrompt> sequences = new ArrayList<>();
        List<CacheWrite> kept = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int pages = random.nextInt(4);
            int length = seed % 3 == 2 ? 2 + random.nextInt(60) : (1 + pages) * PAGE + (int) (seed % 3);
            for (int count : new int[] {length - 1, length, length, 1 + random.nextInt(length)}) {
                kept.add(CacheWrite.beginning(i, count, takePages(count)));
            }
            sequences.add(SharedPrompt.alone(network.tokens(random, length)));
        }
        inference.read(sequences, kept, cache);
        for (CacheWrite some : kept) {
            int[] tokens = sequences.get(some.sequence()).prompt();
            assertKept(some.pages(), Arrays.copyOf(tokens, some.count()));
        }
    }
}
