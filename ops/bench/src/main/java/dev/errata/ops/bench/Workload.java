package dev.errata.ops.bench;

import java.util.Set;

/** The same work for every engine that is compared; drawn from a seed, written down as workload.json. */
public sealed interface Workload permits SampleWorkload, BatchWorkload {

    /** What it is, in words. */
    String name();

    /** Tokens that end an answer; empty where none does. */
    Set<Integer> stop();
}
