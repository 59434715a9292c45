package dev.errata.ops.cli.process;

/** Whether this JVM is shutting down: by Ctrl-C, by SIGTERM or by its own exit. */
public final class Shutdown {

    private Shutdown() {}

    /**
     * Whether the shutdown has begun.
     *
     * <p>Tries to add a shutdown hook, which the JVM refuses from before the first hook runs. A hook that sets a flag
     * would be too late: hooks run in no order, and the one that stops the processes may make a run fail before.
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
