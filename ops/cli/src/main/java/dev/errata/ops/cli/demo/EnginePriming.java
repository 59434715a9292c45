package dev.errata.ops.cli.demo;

import dev.errata.policy.Backends;

/**
 * Loads the native libraries of the policy's backends once. The first load unpacks some 430 MB; without this every
 * service would do so at the same time.
 */
public final class EnginePriming {

    private EnginePriming() {}

    /** Loads them and ends. */
    public static void main(String[] arguments) {
        System.out.println("engine " + Backends.loadLibraries());
    }
}
