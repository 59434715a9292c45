package dev.errata.ops.cli.process;

/** Whether this command is being ended: by Ctrl-C, by SIGTERM, by its own exit. */
public final class Shutdown {

    private Shutdown() {}

    /**
     * Whether it has begun.
     *
     * <p>Asks for a further shutdown hook, which is refused from before the first hook runs. A hook of our own would know too
     * late: hooks run in no order, and the one that stops the processes may let a run fail before ours has run.
     */
    public static boolean hasBegun() {
        Thread probe = new Thread(() -> {}, "shutdown-probe");
        try {
            Runtime.getRuntime().addShutdownHook(probe);
            Runtime.getRuntime().removeShutdownHook(probe);
            return false;
        } catch (IllegalStateException begun) {
            return true;
        }
    }
}
