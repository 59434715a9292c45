package dev.errata.rewardmodel.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.rewardmodel.judge.Rating;
import dev.errata.rewardmodel.judge.Verifier;
import dev.errata.schemas.Question;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlugInsTest {

    private static final String SERVICE = "META-INF/services/" + Verifier.class.getName();
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Path folder;

    PlugInsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** A verifier as its user writes it, compiled against the interface alone. */
    private Path compiled() throws IOException {
        String source =
                """
                package plugged;
                import dev.errata.rewardmodel.judge.*;
                import dev.errata.schemas.Question;
                public final class Length implements Verifier {
                    public String task() { return "length"; }
                    public Rating verify(Question question, String answer, boolean ended) {
                        return Rating.of(Math.min(1, answer.length() / 10.0), null);
                    }
                }
                """;
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Path classes = Files.createDirectories(folder.resolve("classes"));
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///plugged/Length.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        List<String> options =
                List.of("-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
        assertThat(compiler.getTask(null, null, null, options, null, List.of(file))
                        .call())
                .isTrue();
        return classes.resolve("plugged/Length.class");
    }

    private Path plugIns() throws IOException {
        return Files.createDirectories(folder.resolve("plug-ins"));
    }

    private void jar(String name, Map<String, byte[]> entries) throws IOException {
        try (OutputStream out = Files.newOutputStream(plugIns().resolve(name));
                JarOutputStream jar = new JarOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(entry.getValue());
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aJarWithAVerifierIsLoaded() throws IOException {
        jar(
                "length.jar",
                Map.of(SERVICE, bytes("plugged.Length"), "plugged/Length.class", Files.readAllBytes(compiled())));
        jar("library.jar", Map.of("readme.txt", bytes("no verifier, but perhaps used by one")));
        List<Verifier> found = PlugIns.find(Optional.of(plugIns()), LIMIT);
        assertThat(found).extracting(Verifier::task).containsExactly("length");
        Question question = Question.newBuilder()
                .setId("q")
                .setSource("s")
                .setText("Write.")
                .setGold("")
                .setTask("length")
                .build();
        assertThat(found.get(0).verify(question, "12345", true)).isEqualTo(Rating.of(0.5, null));
    }

    @Test
    void withoutAFolderThereAreThoseOfTheClassPath() {
        assertThat(PlugIns.find(Optional.empty(), LIMIT)).isEmpty();
    }

    @Test
    void aJarThatIsNoneIsOneErrorThatNamesIt() throws IOException {
        Files.writeString(plugIns().resolve("broken.jar"), "not a jar");
        refused("broken.jar is no readable jar");
    }

    @Test
    void aClassThatIsMissingIsOneErrorThatNamesIt() throws IOException {
        jar("empty.jar", Map.of(SERVICE, bytes("plugged.Missing")));
        refused("plugged.Missing");
    }

    @Test
    void aClassFileOfALaterJavaIsOneError() throws IOException {
        byte[] later = Files.readAllBytes(compiled());
        later[7] = 99;
        jar("later.jar", Map.of(SERVICE, bytes("plugged.Length"), "plugged/Length.class", later));
        refused("cannot be loaded");
    }

    @Test
    void aFolderWithoutAJarWithoutAVerifierOrNotThereIsRefused() throws IOException {
        refused("holds no jar");
        jar("library.jar", Map.of("readme.txt", bytes("no verifier")));
        refused(SERVICE);
        assertThatThrownBy(() -> PlugIns.find(Optional.of(folder.resolve("nowhere")), LIMIT))
                .hasMessageContaining("errata.plugins")
                .hasMessageContaining("is no folder");
    }

    private void refused(String message) {
        assertThatThrownBy(() -> PlugIns.find(Optional.of(plugIns()), LIMIT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("plug");
    }
}
