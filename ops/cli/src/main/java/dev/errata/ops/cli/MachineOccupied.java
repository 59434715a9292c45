package dev.errata.ops.cli;

/** Something else uses what a run needs of this machine: memory, a port, a folder. Any other run would fail likewise for now. */
public final class MachineOccupied extends CommandFailed {

    private static final long serialVersionUID = 1L;

    /** Fails with a sentence. */
    public MachineOccupied(String sentence) {
        super(sentence);
    }
}
