package dev.errata.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of settings says what the configuration interfaces say. */
class SettingsPageTest {

    private static final Repository REPOSITORY = Repository.here();
    private static final Settings SETTINGS = Settings.of(REPOSITORY);

    @Test
    void thePageIsUpToDate() throws IOException {
        Path page = REPOSITORY.root().resolve(SettingsPage.NAME);
        String wanted = SettingsPage.of(SETTINGS);
        if (System.getProperty("errata.write-settings") != null) {
            Files.writeString(page, wanted);
        }
        String found = Files.exists(page) ? Files.readString(page) : "";
        assertThat(found.equals(wanted) ? List.of() : changes(found, wanted))
                .as("%s is stale. Write it again with%n%n    %s%n%n", SettingsPage.NAME, SettingsPage.COMMAND)
                .isEmpty();
    }

    @Test
    void theLinesOfAStalePageThatChangeAreNamed() {
        assertThat(changes("a\nb\n", "a\nc\n")).containsExactly("- b", "+ c");
        assertThat(changes("a\nb\n", "b\na\n")).containsExactly("the order of the lines");
    }

    @Test
    void theCommandIsInTheFirstLinesOfThePage() {
        assertThat(SettingsPage.of(SETTINGS).lines().limit(8)).contains(SettingsPage.COMMAND);
    }

    @Test
    void everyServiceHasSettings() {
        assertThat(SETTINGS.titles())
                .containsOnlyKeys("actor", "errata", "evaluator", "learner", "monitor", "reward-model", "scorer");
        assertThat(SETTINGS.byKey().values()).allSatisfy(setting -> {
            assertThat(setting.meaning()).isNotBlank().endsWith(".");
            assertThat(setting.services()).isNotEmpty();
        });
    }

    @Test
    void aSettingHasItsTypeDefaultMeaningAndReader() {
        assertThat(setting("learner.clip-low"))
                .returns("number", Setting::type)
                .returns("`0.3`", Setting::initial)
                .returns("LEARNER_CLIP_LOW", Setting::variable)
                .satisfies(setting -> assertThat(setting.services()).containsExactly("learner"))
                .satisfies(setting -> assertThat(setting.meaning()).contains("clipped"));
    }

    @Test
    void enumValuesAreListedAsSettingsSpellThem() {
        assertThat(setting("actor.weight-updates").type())
                .isEqualTo("`between-batches`, `in-flight`, `in-flight-recompute`");
        assertThat(setting("scorer.role").type()).isEqualTo("`all`, `topology`, `reward-model`, `verifier`");
        assertThat(setting("scorer.edit-style").type()).isEqualTo("`clean`, `compat`");
        assertThat(setting("scorer.rewards").type()).isEqualTo("`tokens`, `instance`, `instance-with-rewrite`");
    }

    @Test
    void aSettingWithoutADefaultIsListedAsNotSetOrRequired() {
        assertThat(setting("learner.start-policy").initial()).isEqualTo("**must be set**");
        assertThat(setting("reward-model.folder").initial()).isEqualTo("not set");
        assertThat(setting("evaluator.also.NAME").initial()).isEqualTo("none");
        assertThat(setting("evaluator.limit").type()).isEqualTo("integer");
        assertThat(setting("evaluator.pass-at").type()).isEqualTo("integers, with commas");
        assertThat(setting("evaluator.benchmarks.NAME.few-shot").initial()).isEqualTo("`0`");
    }

    @Test
    void aGroupOfSettingsWithANameHasEachOfThem() {
        Setting url = setting("errata.verifiers.NAME.url");
        assertThat(url.type()).isEqualTo("address");
        assertThat(setting("errata.verifiers.NAME.tasks").type()).isEqualTo("texts, with commas");
        assertThat(url.isNamed("errata.verifiers")).isTrue();
        assertThat(url.isNamed("errata.verifiers.tests")).isTrue();
        assertThat(url.isNamed("errata.verifiers.tests.url")).isTrue();
        assertThat(url.isNamed("errata.verifiers.tests.uri")).isFalse();
    }

    @Test
    void aSettingOfEveryServiceListsAllServices() {
        assertThat(setting("errata.run").services())
                .containsExactly("actors", "evaluator", "learner", "monitor", "reward-scorer");
    }

    @Test
    void nestedGroupsSupertypesNamesAndCommentsAreRead(@TempDir Path folder) throws IOException {
        Path module = Files.createDirectories(folder.resolve("m/src/main/java/x"));
        Files.createDirectories(folder.resolve("m/src/main/resources"));
        Files.writeString(folder.resolve("m/src/main/resources/application.properties"), "");
        Files.writeString(folder.resolve(".gitignore"), "");
        Files.writeString(module.resolve("Service.java"), "package x; class Service { Made made; }");
        Files.writeString(
                module.resolve("Made.java"),
                """
                package x;
                /** Of {@code a | b}. */
                @ConfigMapping(prefix = "made")
                interface Made extends Shared {
                    /**
                     * How it goes on,
                     * in {@link Made#forms}.
                     */
                    Group deepGroup();
                    /** Not a setting. */
                    default int none() { return 0; }
                    /** Its group. */
                    interface Group {
                        /** The form; {@code a|b}. */
                        @WithName("shape") @WithDefault("big-one") Form form();
                    }
                    /** Forms. */
                    enum Form { /** Large, with a } in it. */ BIG_ONE, SMALL; int x; }
                }
                """);
        Files.writeString(
                module.resolve("Shared.java"),
                "package x; /** Shared. */ interface Shared { /** How long. */ Optional<Duration> howLong(); }");
        Settings settings = Settings.of(new Repository(folder));
        assertThat(settings.byKey().get("made.how-long"))
                .returns("duration", Setting::type)
                .returns("not set", Setting::initial)
                .satisfies(setting -> assertThat(setting.services()).containsExactly("m"));
        assertThat(settings.byKey().get("made.deep-group.shape"))
                .returns("made.deep-group.shape", Setting::key)
                .returns("`big-one`, `small`", Setting::type)
                .returns("The form; `a|b`.", Setting::meaning);
        assertThat(SettingsPage.of(settings)).contains("Read by: m.", "The form; `a\\|b`.");
    }

    private static Setting setting(String key) {
        return Objects.requireNonNull(SETTINGS.byKey().get(key), key);
    }

    /** The lines that are to go and to come. */
    private static List<String> changes(String found, String wanted) {
        List<String> old = found.lines().toList();
        List<String> current = wanted.lines().toList();
        List<String> changes = Stream.concat(
                        old.stream().filter(line -> !current.contains(line)).map("- "::concat),
                        current.stream().filter(line -> !old.contains(line)).map("+ "::concat))
                .toList();
        return changes.isEmpty() ? List.of("the order of the lines") : changes;
    }
}
