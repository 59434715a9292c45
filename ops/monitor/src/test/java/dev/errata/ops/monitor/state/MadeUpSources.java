package dev.errata.ops.monitor.state;

import dev.errata.schemas.DeadLetterReason;
import dev.errata.schemas.SkipReason;
import dev.errata.schemas.SourceSettings;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/** Sources in every state that the page shows, beside those of {@link MadeUpRun}. */
final class MadeUpSources {

    private final RunState state;
    private final long end;

    private MadeUpSources(RunState state, long end) {
        this.state = state;
        this.end = end;
    }

    /** Writes sources as they are at the given time. */
    static void write(RunState state, long end) {
        MadeUpSources sources = new MadeUpSources(state, end);
        sources.asked();
        sources.notAsked();
        state.misnamed(Set.of("questions.My_Source"));
    }

    /** Adds this many sources, for the page to sum up. */
    static void writeMany(RunState state, long end, int sources) {
        for (int i = 0; i < sources; i++) {
            String source = String.format("crawl-%03d", i);
            state.questions(Map.of(source, Map.of(0, 1_000L + i)));
            for (int second = 1; second <= i; second++) {
                var question = MadeUp.question(source, "1+1", "2");
                state.rollout(end - 30_000 + second, MadeUp.rollout("r", question, "2", 0));
            }
        }
    }

    private void asked() {
        state.settings(MadeUp.settings("arithmetic", 4, 1, 0));
        state.questions(Map.of("arithmetic", Map.of(0, 1_000L, 1, 1_000L)));
        state.asked(MadeUp.last(MadeUp.asked(end, "arithmetic", 0, 4, 990)));
        state.asked(
                MadeUp.asked(end - 5_000, "arithmetic", 1, 4, 320, SkipReason.ALWAYS_RIGHT, SkipReason.NEVER_RIGHT));
        state.asked(MadeUp.asked(end - 5_000, "arithmetic", 1, 4, 0, skipped(40)));
        state.settings(MadeUp.settings("gsm8k", 1, 1, 3));
        state.questions(Map.of("gsm8k", Map.of(0, 3_700L, 1, 3_773L)));
        state.asked(MadeUp.asked(end, "gsm8k", 0, 0, 1_204, SkipReason.DEAD_LETTER));
        for (int i = 0; i < 3; i++) {
            state.dead(MadeUp.dead(end - 60_000, "questions.gsm8k", DeadLetterReason.MALFORMED));
        }
    }

    private static SkipReason[] skipped(int count) {
        SkipReason[] skipped = new SkipReason[count];
        Arrays.fill(skipped, SkipReason.ALWAYS_RIGHT);
        return skipped;
    }

    private void notAsked() {
        state.questions(Map.of("svamp", Map.of(0, 1_000L)));
        SourceSettings paused = MadeUp.settings("svamp", 2, 0, 2);
        paused.setPaused(true);
        state.settings(paused);
        state.questions(Map.of("warm-up", Map.of(0, 200L)));
        state.asked(MadeUp.last(MadeUp.asked(end - 300_000, "warm-up", 0, 0, 200)));
        state.questions(Map.of("later", Map.of(0, 512L)));
        state.settings(MadeUp.settings("planned", 1, 0, 1));
        state.settings(MadeUp.settings("later", -3, 0, 1));
    }
}
