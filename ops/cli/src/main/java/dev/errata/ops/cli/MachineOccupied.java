package dev.errata.ops.cli;

/**
 * A resource that a run needs is occupied: memory, a port or a folder. Until it is free, any other run on this machine
 * would fail as well.
 */
public final class MachineOccupied extends CommandFailed {

    private static final long serialVersionUID = 1L;

    /** Fails with a sentence. */
    public MachineOccupied(String sentence) {
        super(sentence);
    }
}
