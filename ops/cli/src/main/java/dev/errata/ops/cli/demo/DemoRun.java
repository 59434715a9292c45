package dev.errata.ops.cli.demo;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.Installation;
import dev.errata.ops.cli.console.Screen;
import dev.errata.ops.cli.models.ModelPair;
import dev.errata.ops.cli.process.Supervisor;
import java.time.Clock;

/** The one-command run, from an empty machine to a report. */
public final class DemoRun {

    /** What all processes of a demo take together, with room to spare. */
    private static final long MEMORY_BYTES = 4_000_000_000L;

    private final DemoSettings settings;
    private final Installation installation;
    private final Screen screen;
    private final Clock clock;

    /** A run that has not begun. */
    public DemoRun(DemoSettings settings, Installation installation, Screen screen, Clock clock) {
        this.settings = settings;
        this.installation = installation;
        this.screen = screen;
        this.clock = clock;
    }

    /**
     * Runs it.
     *
     * @return what it came to
     * @throws CommandFailed if something essential failed
     */
    public DemoReport run() throws InterruptedException {
        Memory.here().require(MEMORY_BYTES);
        settings.ports().requireFree();
        try (StateFolder state = StateFolder.take(settings.state());
                Supervisor supervisor = new Supervisor(screen::say)) {
            QuestionFiles questions = QuestionFiles.in(state);
            Opening opening = new Opening(settings, installation, state, supervisor, screen);
            ModelPair models = opening.models();
            try (RunningLoop loop = opening.start(questions, models, clock)) {
                loop.awaitFirstUpdate();
                loop.train();
                loop.windDown();
                return loop.report();
            }
        }
    }
}
