package dev.errata.policy.torch;

import java.util.List;

/** Several arguments of a script method that belong together. */
interface ScriptArguments {

    /** {@link ai.djl.ndarray.NDArray} and {@link ai.djl.ndarray.NDList}, in the order of the script. */
    List<Object> inOrder();
}
