package dev.errata.ops.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs a separate process that exits and prints what it sees. */
@Timeout(60)
class ShutdownTest {

    /** Prints before and during its exit whether the shutdown has begun. */
    static final class Ending {
        private Ending() {}

        /** Ends at once. */
        public static void main(String[] arguments) {
            System.out.println(Shutdown.hasBegun());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println(Shutdown.hasBegun())));
            System.exit(0);
        }
    }

    @Test
    void theShutdownHasBegunOnceHooksRun() throws Exception {
        String classes = List.of(Shutdown.class, Ending.class).stream()
                .map(ShutdownTest::placeOf)
                .collect(Collectors.joining(File.pathSeparator));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classes,
                        Ending.class.getName())
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(output.lines()).containsExactly("false", "true");
    }

    private static String placeOf(Class<?> one) {
        try {
            return Path.of(one.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("The location of a class is a URI.", impossible);
        }
    }
}
