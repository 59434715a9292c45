package dev.errata.ops.cli.commands;

import dev.errata.ops.cli.Installation;
import dev.errata.ops.cli.console.Screen;
import dev.errata.ops.cli.demo.Ports;
import dev.errata.ops.cli.experiment.Experiment;
import dev.errata.ops.cli.experiment.ResultPage;
import dev.errata.policy.backend.ComputeThreads;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code errata experiment}: compares settings over the whole loop. */
@Command(
        name = "experiment",
        description = {
            "Run an experiment over the whole loop on this machine: every arm of its file with every seed, "
                    + "one after the other.",
            "Prints a table at the end; results.md, curves and each trial's result are in the folder. Run it "
                    + "again after an interruption and it continues with the interrupted trial; arms and seeds may be "
                    + "added in between. A trial that fails leaves its reason in failure.txt and is tried again in the "
                    + "same way. Files that ship: ops/experiments."
        })
public final class ExperimentCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The experiment, in YAML.")
    private Path file = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description =
                    "Folder of the results. Default: .errata/experiments/NAME in the repository, NAME from the file.")
    private @Nullable Path out;

    @Option(
            names = "--port-base",
            paramLabel = "P",
            description = "First of eight ports of the loop, as for demo. Default: ${DEFAULT-VALUE}.")
    private int portBase = Ports.DEFAULT_BASE + 20;

    @Override
    public Integer call() throws InterruptedException {
        Installation installation = Installation.here();
        String name = String.valueOf(file.getFileName()).replaceFirst("\\.ya?ml$", "");
        Path folder =
                out == null ? installation.home().resolve(".errata/experiments").resolve(name) : out;
        ComputeThreads.configure(Runtime.getRuntime().availableProcessors());
        Screen screen = new Screen(System.out, Screen.isTerminal());
        Experiment experiment = new Experiment(file.toAbsolutePath(), folder.toAbsolutePath(), screen);
        ResultPage page = experiment.run(installation, new Ports(portBase), Clock.systemUTC());
        page.lines().forEach(screen::say);
        screen.say("results and curves: " + folder.toAbsolutePath().resolve("results.md"));
        page.requireNoFailure();
        return 0;
    }
}
