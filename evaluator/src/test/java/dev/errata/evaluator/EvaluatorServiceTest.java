package dev.errata.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.service.RunConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluatorServiceTest {

    @Test
    void anErrorOfTheVirtualMachineEndsTheProcessWithCodeOne(@TempDir Path folder) throws Exception {
        CompletableFuture<Integer> exit = new CompletableFuture<>();
        Path questions =
                Files.writeString(folder.resolve("held-out.jsonl"), "{\"id\":\"1\",\"text\":\"1+1\",\"gold\":\"2\"}\n");
        EvaluatorConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(
                        new PropertiesConfigSource(Map.of("evaluator.questions", questions.toString()), "test", 100))
                .withMapping(EvaluatorConfig.class)
                .build()
                .getConfigMapping(EvaluatorConfig.class);
        EvaluatorService service =
                new EvaluatorService(new OutOfStack(), config, new SimpleMeterRegistry(), exit::complete);

        service.start(new StartupEvent());

        assertThat(exit.get(20, TimeUnit.SECONDS)).isEqualTo(1);
    }

    /** Settings in whose reading the stack overflows, as it may anywhere. */
    private static final class OutOfStack implements RunConfig {
        @Override
        public int threads() {
            throw new StackOverflowError();
        }

        @Override
        public Optional<String> run() {
            return Optional.empty();
        }

        @Override
        public Map<String, String> client() {
            return Map.of();
        }

        @Override
        public String device() {
            return "cpu";
        }

        @Override
        public short replication() {
            return 1;
        }

        @Override
        public Optional<Path> plugins() {
            return Optional.empty();
        }

        @Override
        public Map<String, VerifierEndpoint> verifiers() {
            return Map.of();
        }
    }
}
