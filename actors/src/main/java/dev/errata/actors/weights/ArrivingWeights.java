package dev.errata.actors.weights;

import java.util.OptionalLong;

/** Newer weights that may arrive while a batch is sampled. Called by the loop's thread, between two steps. */
@FunctionalInterface
public interface ArrivingWeights {

    /** No weights arrive: newer ones wait for the end of the batch. */
    ArrivingWeights NONE = OptionalLong::empty;

    /** Puts the newest usable weights that have arrived into the policy; returns their version, if there were any. */
    OptionalLong adoptArrived();
}
