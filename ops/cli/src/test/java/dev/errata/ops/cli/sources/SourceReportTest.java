package dev.errata.ops.cli.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.schemas.SourceSettings;
import dev.errata.schemas.sources.Sources;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The sources of a run as people and machines see them. */
class SourceReportTest {

    private final SourceSettings paused = SourceSettings.newBuilder(Sources.defaults("svamp"))
            .setWeight(2.5)
            .setPriority(1)
            .setPasses(0)
            .setPaused(true)
            .build();
    private final SourceStatus known =
            new SourceStatus(Sources.defaults("gsm8k"), true, 7_473, 12_000, 1, 6_000, 0.6, 3);

    @Test
    void everySourceHasItsLine() {
        List<String> lines =
                new SourceReport(List.of(known, new SourceStatus(paused, true, 700, 0, 0, 0, 0, 0)), List.of()).lines();
        assertThat(lines).hasSize(3);
        assertThat(words(lines.get(1))).isEqualTo("gsm8k 7,473 1 0 1 of 1 12,000 60.0 % 3");
        assertThat(words(lines.get(2))).isEqualTo("svamp 700 2.5 1 0 of forever 0 0.0 % 0 paused");
    }

    @Test
    void whatIsWrongIsSaidBelow() {
        SourceSettings broken = SourceSettings.newBuilder(paused).setWeight(0).build();
        List<String> lines = new SourceReport(
                        List.of(
                                new SourceStatus(broken, true, 700, 0, 0, 0, 0, 0),
                                new SourceStatus(Sources.defaults("later"), false, 0, 0, 0, 0, 0, 0)),
                        List.of("questions.My-Source"))
                .lines();
        assertThat(lines.get(3)).startsWith("svamp: The weight is 0.0");
        assertThat(lines.get(4)).startsWith("later: There is no topic for it yet");
        assertThat(lines.get(5)).startsWith("questions.My-Source: No source can have this name");
    }

    @Test
    void jsonHasTheSettingsByTheirNamesOnTheTopic() {
        Map<String, Object> json = known.json();
        assertThat(json)
                .containsEntry("source", "gsm8k")
                .containsEntry("passes_done", 1L)
                .containsEntry("share_of_newest", 0.6)
                .containsEntry("problem", null);
        assertThat(SourceSettings.getClassSchema().getFields())
                .extracting(field -> field.name())
                .filteredOn(name -> !name.equals("changed_at"))
                .isSubsetOf(json.keySet());
    }

    private static String words(String line) {
        return String.join(" ", line.strip().split("\\s+"));
    }
}
