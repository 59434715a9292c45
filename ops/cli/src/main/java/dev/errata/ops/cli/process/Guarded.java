package dev.errata.ops.cli.process;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs another main class and ends the process when its parent is gone.
 *
 * <p>The parent holds the other end of standard input and never writes to it, so end of file means that the parent has
 * died, even by kill -9. Uses the JDK only, since it runs on the class path of any service.
 */
public final class Guarded {

    private static final long TIMEOUT_MILLIS = 10_000;

    private Guarded() {}

    /** Arguments: the main class to run, then its own arguments. */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        daemon("parent-watch", Guarded::endWithTheParent);
        var main = Class.forName(arguments[0]).getMethod("main", String[].class);
        try {
            main.invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
        } catch (InvocationTargetException failure) {
            failure.printStackTrace();
            System.exit(1);
        }
    }

    private static void endWithTheParent() {
        try {
            while (System.in.read() >= 0) {
                // The parent never writes: ignore any input.
            }
        } catch (IOException broken) {
            // A broken pipe means the same as end of file.
        }
        daemon("parent-lost", Guarded::haltAfterTimeout);
        System.exit(143);
    }

    private static void haltAfterTimeout() {
        try {
            Thread.sleep(TIMEOUT_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(143);
    }

    private static void daemon(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
    }
}
