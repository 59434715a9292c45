package dev.errata.policy.network;

import java.util.List;

/** Several arguments of a script method that belong together. */
public interface Arguments {

    /** {@link ai.djl.ndarray.NDArray} and {@link ai.djl.ndarray.NDList}, in the order of the script. */
    List<Object> inOrder();
}
