package dev.errata.rewardmodel.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model's folder is complete at any time, and nothing else is deleted. */
class WorkFolderTest {

    private final Path folder;
    private final Path place;

    WorkFolderTest(@TempDir Path folder) {
        this.folder = folder;
        this.place = folder.resolve("model");
    }

    @Test
    void anEarlierModelStaysUntilTheNewOneIsComplete() throws IOException {
        model("old");
        String returned = WorkFolder.make(place, work -> {
            assertThat(work).isEmptyDirectory();
            write(work, "new");
            assertThat(weights()).isEqualTo("old");
            return "made";
        });
        assertThat(returned).isEqualTo("made");
        assertThat(weights()).isEqualTo("new");
        assertThat(names()).containsExactly("model");
    }

    @Test
    void aModelThatFailsLeavesTheEarlierOneAndNothingElse() throws IOException {
        model("old");
        assertThatThrownBy(() -> WorkFolder.make(place, work -> {
                    write(work, "half");
                    throw new IllegalStateException("the loss is not a number");
                }))
                .hasMessage("the loss is not a number");
        assertThat(weights()).isEqualTo("old");
        assertThat(names()).containsExactly("model");
    }

    @Test
    void theRemainsOfAnInterruptedRecipeAreDeleted() throws IOException {
        write(folder.resolve("model.unfinished/model"), "half");
        write(folder.resolve("model.unfinished/.model.0f3a"), "a part being saved");
        model("new");
        assertThat(names()).containsExactly("model");
    }

    @Test
    void anEarlierModelThatAnInterruptedRecipeMovedAwayIsPutBack() throws IOException {
        write(folder.resolve("model.unfinished/earlier"), "old");
        write(folder.resolve("model.unfinished/model"), "whole");
        WorkFolder.make(place, work -> {
            assertThat(weights()).isEqualTo("old");
            write(work, "new");
            return work;
        });
        assertThat(weights()).isEqualTo("new");
        assertThat(names()).containsExactly("model");
    }

    @Test
    void aFolderThatNoRecipeWroteIsRefused() throws IOException {
        Path thesis = Files.writeString(Files.createDirectories(place).resolve("thesis.tex"), "x");
        assertRefused("give another folder");
        assertThat(thesis).exists();
    }

    @Test
    void aWorkFolderThatNoRecipeWroteIsRefused() throws IOException {
        Path thesis = Files.writeString(
                Files.createDirectories(folder.resolve("model.unfinished")).resolve("thesis.tex"), "x");
        assertRefused("'thesis.tex', which no recipe wrote");
        assertThat(thesis).exists();
    }

    @Test
    void aFileInsteadOfAFolderIsRefused() throws IOException {
        Files.writeString(place, "x");
        assertRefused("is a file");
    }

    @Test
    void theBaseModelIsNotReplacedUnderAnotherName() throws IOException {
        model("start policy");
        write(place.resolve("inner"), "inner");
        write(folder.resolve("model.unfinished/model"), "whole");
        Path link = Files.createSymbolicLink(folder.resolve("link"), place);
        for (Path read : List.of(
                place,
                link,
                folder.resolve("x/../model"),
                place.resolve("inner"),
                folder.resolve("model.unfinished/model"))) {
            Files.createDirectories(folder.resolve("x"));
            assertThatThrownBy(() -> WorkFolder.refuseOwn(read, place))
                    .as(read.toString())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("the model to begin with lies in");
        }
        assertThatThrownBy(() -> WorkFolder.refuseOwn(place, link)).isInstanceOf(IOException.class);
        assertThatCode(() -> WorkFolder.refuseOwn(place, folder.resolve("other")))
                .doesNotThrowAnyException();
    }

    @Test
    void aLinkStillPointsToTheModelAfterItIsReplaced() throws IOException {
        model("old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), place);
        WorkFolder.make(link, work -> {
            write(work, "new");
            return work;
        });
        assertThat(weights()).isEqualTo("new");
        assertThat(link).isSymbolicLink();
        assertThat(names()).containsExactly("link", "model");
    }

    private void assertRefused(String sentence) {
        assertThatThrownBy(() -> model("new")).isInstanceOf(IOException.class).hasMessageContaining(sentence);
    }

    private void model(String weights) throws IOException {
        WorkFolder.make(place, work -> {
            write(work, weights);
            return weights;
        });
    }

    private static void write(Path model, String weights) throws IOException {
        Files.createDirectories(model);
        Files.writeString(model.resolve("model.safetensors"), weights);
        Files.writeString(model.resolve(RecipeRecord.FILE), "{}");
    }

    private String weights() throws IOException {
        return Files.readString(place.resolve("model.safetensors"));
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
