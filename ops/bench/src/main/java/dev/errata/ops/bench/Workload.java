package dev.errata.ops.bench;

import java.util.Set;

/** Work that is the same for every engine compared; drawn from a seed, and exported as workload.json. */
public sealed interface Workload permits SampleWorkload, BatchWorkload {

    /** Describes the workload. */
    String name();

    /** Tokens that end an answer; empty where none does. */
    Set<Integer> stop();
}
