package dev.errata.evaluator;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The evaluator's settings: benchmarks, frequency and sampling. */
@ConfigMapping(prefix = "evaluator")
public interface EvaluatorConfig {

    /**
     * Held-out questions: a file. Needed unless `evaluator.benchmarks` says where the questions of the held-out set
     * are.
     */
    Optional<Path> questions();

    /** Name of the held-out set, whose results decide which versions are done. */
    @WithDefault("held-out")
    String benchmark();

    /**
     * Further sets by name, each a file like that of the held-out set. They are measured with the same versions, and
     * each costs as much as the held-out set.
     */
    Map<String, Path> also();

    /** Benchmarks by name, the held-out set and others; what is not set here is as for all. */
    Map<String, Named> benchmarks();

    /** Most questions taken from each file or topic, from its beginning; all if not set. */
    OptionalInt limit();

    /** Number of versions from one measured version to the next. */
    @WithDefault("8")
    long every();

    /** The newest version is measured anyway if no newer one appears for this long. */
    @WithDefault("PT4S")
    Duration idle();

    /** Number of answers sampled to each question (k), in addition to the greedy one; 0 for none. */
    @WithDefault("1")
    int samples();

    /** Numbers of answers for which pass@k is estimated, each at most `evaluator.samples`; with commas. */
    Optional<List<Integer>> passAt();

    /** Temperature of the sampled answers, above 0. */
    @WithDefault("1")
    double temperature();

    /** Nucleus mass of the sampled answers (top-p), above 0 and at most 1; 1 is off. */
    @WithDefault("1")
    double topP();

    /** Most tokens of an answer. */
    @WithDefault("56")
    int maxNewTokens();

    /** The longest wait for the judge's verdicts on one set of answers. */
    @WithDefault("PT60S")
    Duration verdictTimeout();

    /** The time that a running measurement has to end when the service is stopped. */
    @WithDefault("PT60S")
    Duration stopTimeout();

    /** One benchmark. */
    interface Named {

        /** File of the questions. */
        Optional<Path> file();

        /**
         * Topic of the questions, instead of a file: a source of this run, or the whole name of a topic. It is read to
         * its end once; a topic that grows keeps its first questions.
         */
        Optional<String> topic();

        /** Format of the files, as of `questions import`; not set, it is recognized by their content. */
        Optional<String> format();

        /** Number of worked examples before each question. */
        @WithDefault("0")
        int fewShot();

        /** File that the examples are taken from; not set, they are questions of the benchmark, not measured then. */
        Optional<Path> examples();

        /** Seed of the choice of examples. */
        @WithDefault("0")
        long fewShotSeed();

        /** How question and answer are written, with `{question}` and `{answer}`; not set, by the task. */
        Optional<String> template();

        /** As `evaluator.limit`, for this benchmark. */
        OptionalInt limit();

        /** As `evaluator.samples`, for this benchmark. */
        OptionalInt samples();

        /** As `evaluator.pass-at`, for this benchmark. */
        Optional<List<Integer>> passAt();

        /** As `evaluator.max-new-tokens`, for this benchmark. */
        OptionalInt maxNewTokens();
    }
}
