package dev.errata.ops.cli.demo;

import dev.errata.ops.cli.Installation;
import dev.errata.ops.cli.console.Screen;
import dev.errata.ops.cli.process.Supervisor;

/** Makes the start policy and the reward model anew, with the commands that made the shipped ones. */
final class FromScratch {

    FromScratch(Installation installation, StateFolder state, Supervisor supervisor, Screen screen) {}

    void make(long seed) throws InterruptedException {
        throw new IllegalStateException("pending the arithmetic module " + seed);
    }
}
