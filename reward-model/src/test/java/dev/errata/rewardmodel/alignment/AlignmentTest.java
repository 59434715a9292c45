package dev.errata.rewardmodel.alignment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.rewardmodel.alignment.EditWeights.Style;
import dev.errata.schemas.Edit;
import dev.errata.schemas.EditKind;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AlignmentTest {

    private static final int EOS = 1;

    /** One token per letter, and the end. */
    private static int[] tokens(String letters) {
        int[] tokens = Arrays.copyOf(
                letters.replace(" ", "").chars().toArray(),
                letters.replace(" ", "").length() + 1);
        tokens[tokens.length - 1] = EOS;
        return tokens;
    }

    @ParameterizedTest(name = "{0}: {1} becomes {2}")
    @CsvSource({
        "substitute,        a x c, a y c, .5 1 .5 .5, .5 1 .5 .5",
        "insert inside,     a c,   a b c, .5 1 .5 .5, .5 1 .5 .5",
        "append,            a b,   a b c, .5 .5 1 .5, .5 .5 1 .5",
        "insert at head,    b c,   a b c, .5 .5 .5 .5, 1 .5 .5 .5",
        "delete inside,     a x c, a c,   1 .5 .5,    .5 1 .5",
        "delete at tail,    a c x, a c,   .5 1 .5,    .5 .5 1",
        "delete at head,    x a c, a c,   .5 .5 .5,   1 .5 .5",
        "nothing,           a b c, a b c, .5 .5 .5 .5, .5 .5 .5 .5",
    })
    void theGoldenTableHolds(String name, String answer, String rewrite, String compat, String clean) {
        int[] z = tokens(rewrite);
        List<Edit> edits = Alignment.edits(tokens(answer), z);
        assertThat(new EditWeights(Style.COMPAT, 1, 0.5f).weigh(edits, z.length))
                .containsExactly(numbers(compat));
        assertThat(new EditWeights(Style.CLEAN, 1, 0.5f).weigh(edits, z.length)).containsExactly(numbers(clean));
    }

    private static float[] numbers(String written) {
        String[] parts = written.split(" ");
        float[] numbers = new float[parts.length];
        for (int i = 0; i < parts.length; i++) {
            numbers[i] = Float.parseFloat(parts[i]);
        }
        return numbers;
    }

    @Test
    void editsHoldTheirPositionsInAnswerAndRewrite() {
        assertThat(Alignment.edits(tokens("abxd"), tokens("acbd")))
                .containsExactly(new Edit(EditKind.INSERT, 1, 1), new Edit(EditKind.DELETE, 2, 3));
        assertThat(Alignment.edits(new int[0], new int[] {7})).containsExactly(new Edit(EditKind.INSERT, 0, 0));
        assertThat(Alignment.edits(new int[] {7}, new int[0])).containsExactly(new Edit(EditKind.DELETE, 0, 0));
        assertThat(Alignment.edits(new int[0], new int[0])).isEmpty();
    }

    static LongStream seeds() {
        return LongStream.range(0, 400);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theFastAlignmentEqualsTheReadableOne(long seed) {
        Random random = new Random(seed);
        int vocabulary = 2 + random.nextInt(seed % 2 == 0 ? 3 : 12);
        int[] answer = random.ints(random.nextInt(150), 0, vocabulary).toArray();
        int[] rewrite = seed % 3 == 0
                ? mutated(answer, random)
                : random.ints(random.nextInt(150), 0, vocabulary).toArray();
        ReadableAlignment oracle = new ReadableAlignment(answer, rewrite);

        List<Edit> edits = Alignment.edits(answer, rewrite);

        assertThat(edits).isEqualTo(oracle.edits()).hasSize(oracle.distance());
        assertThat(new EditWeights(Style.COMPAT, 1, 0.5f).weigh(edits, rewrite.length))
                .isEqualTo(oracle.compatWeights());
        assertThat(applied(answer, rewrite, edits)).isEqualTo(rewrite);
    }

    private static int[] mutated(int[] answer, Random random) {
        return Arrays.stream(answer)
                .flatMap(token -> random.nextInt(8) > 0
                        ? java.util.stream.IntStream.of(token)
                        : random.ints(random.nextInt(3), 0, 12))
                .toArray();
    }

    /** The edit script read forwards must turn the answer into the rewrite. */
    private static int[] applied(int[] answer, int[] rewrite, List<Edit> edits) {
        java.util.stream.IntStream.Builder result = java.util.stream.IntStream.builder();
        int i = 0;
        for (Edit edit : edits) {
            while (i < edit.getAnswerIndex()) {
                result.add(answer[i++]);
            }
            i += edit.getKind() == EditKind.INSERT ? 0 : 1;
            if (edit.getKind() != EditKind.DELETE) {
                result.add(rewrite[edit.getRewriteIndex()]);
            }
        }
        while (i < answer.length) {
            result.add(answer[i++]);
        }
        return result.build().toArray();
    }

    @Test
    void twoThousandTokensTakeMillisecondsAndAFewMegabytes() {
        Random random = new Random(7);
        int[] answer = random.ints(2000, 0, 500).toArray();
        int[] rewrite = random.ints(2000, 0, 500).toArray();
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int warmUp = 0; warmUp < 30; warmUp++) {
            assertThat(Alignment.edits(answer, rewrite)).isNotEmpty();
        }
        long best = Long.MAX_VALUE;
        long bytes = Long.MAX_VALUE;
        for (int round = 0; round < 10; round++) {
            long allocated = threads.getCurrentThreadAllocatedBytes();
            long start = System.nanoTime();
            int edits = Alignment.edits(answer, rewrite).size();
            best = Math.min(best, System.nanoTime() - start);
            bytes = Math.min(bytes, threads.getCurrentThreadAllocatedBytes() - allocated);
            assertThat(edits).isPositive();
        }
        System.out.printf("2,000 x 2,000: %.2f ms, %.1f MiB%n", best / 1e6, bytes / 1048576.0);
        assertThat(best).isLessThan(8_000_000);
        assertThat(bytes).isLessThan(4 << 20);
    }
}
