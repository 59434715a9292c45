package dev.errata.ops.cli.demo;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.Installation;
import dev.errata.ops.cli.console.Screen;
import dev.errata.ops.cli.models.ModelPair;
import dev.errata.ops.cli.process.Supervisor;
import java.time.Clock;

/** The flow of {@code errata demo}: start the loop, train, wind down, report. */
public final class DemoRun {

    /** Memory that all processes of a demo need together, with a margin. */
    private static final long MEMORY_BYTES = 4_000_000_000L;

    private final DemoSettings settings;
    private final Installation installation;
    private final Screen screen;
    private final Clock clock;

    /** A run that has not started. */
    public DemoRun(DemoSettings settings, Installation installation, Screen screen, Clock clock) {
        this.settings = settings;
        this.installation = installation;
        this.screen = screen;
        this.clock = clock;
    }

    /**
     * Runs the demo.
     *
     * @return its report
     * @throws CommandFailed if the machine is not suited, or a process fails for good
     */
    public DemoReport run() throws InterruptedException {
        Memory.here().require(MEMORY_BYTES);
        settings.ports().requireFree();
        try (StateFolder state = StateFolder.take(settings.state());
                Supervisor supervisor = new Supervisor(screen::say)) {
            QuestionFiles questions = QuestionFiles.in(state);
            DemoStartup startup = new DemoStartup(settings, installation, state, supervisor, screen);
            ModelPair models = startup.models();
            try (RunningLoop loop = startup.start(questions, models, clock)) {
                loop.awaitFirstUpdate();
                loop.train();
                loop.windDown();
                return loop.report();
            }
        }
    }
}
