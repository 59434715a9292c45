package dev.errata.policy.torch;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.errata.policy.network.EngineUnavailableException;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one PyTorch engine of this process: configured once, started at first use, never downloading anything.
 *
 * <p>PyTorch's threads are a property of the process, so this is static state; it is written once.
 */
public final class TorchEngine {

    private static final Pattern GPU = Pattern.compile("gpu:(\\d{1,3})");
    private static final String NAME = "PyTorch";

    // One by default: on cores shared with other processes, threads that wait for one another cost minutes (seen: a
    // test
    // of 3 s of work took over 10 minutes with 2 threads at load 20).
    private static int threads = 1;
    private static boolean started;

    private TorchEngine() {}

    /** Threads that compute on a CPU: of one operation of PyTorch, or of a network in Java's vectors. */
    public static synchronized int threads() {
        return threads;
    }

    /**
     * Sets the number of threads that compute on a CPU, of networks made from now on; 1 unless configured.
     *
     * @throws IllegalStateException if the engine runs already with another number
     */
    public static synchronized void configure(int intraOpThreads) {
        if (intraOpThreads < 1) {
            throw new IllegalArgumentException("threads must be above zero, not " + intraOpThreads);
        }
        if (started && intraOpThreads != threads) {
            throw new IllegalStateException(
                    "the engine runs already with " + threads + " threads; configure it before its first use");
        }
        threads = intraOpThreads;
    }

    /** Does some work whose operations are not split over threads; others may do the same at the same time. */
    public static <R> R onOneThread(Supplier<R> work) {
        splitOver(1);
        return work.get();
    }

    /** Splits operations of the calling thread over the configured number of threads again. */
    public static synchronized void restoreThreads() {
        if (started) {
            splitOver(threads);
        }
    }

    /** The number is a thread's own, but a thread's first look at it takes the one set last anywhere: so look first. */
    private static void splitOver(int number) {
        JniUtils.getNumThreads();
        JniUtils.setNumThreads(number);
    }

    /**
     * Whether a device is a GPU.
     *
     * @param device {@code auto}, {@code cpu} or {@code gpu:N}
     */
    public static boolean onGpu(String device) {
        return !device.equals("cpu") && resolve(device, start().getGpuCount()).isGpu();
    }

    /** A new manager of arrays on a device, starting the engine if need be. */
    public static NDManager newManager(String device) {
        ai.djl.engine.Engine engine = start();
        return engine.newBaseManager(resolve(device, engine.getGpuCount()));
    }

    private static synchronized ai.djl.engine.Engine start() {
        if (!started) {
            System.setProperty("ai.djl.offline", "true");
            // The optimising executor specialises on the first shapes it sees; ours differ from call to call. It was no
            // faster,
            // and a training step gave another loss with it (5.80 instead of 5.75 at the third step).
            System.setProperty("ai.djl.pytorch.graph_optimizer", "false");
            System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
            System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        }
        try {
            ai.djl.engine.Engine engine = ai.djl.engine.Engine.getEngine(NAME);
            started = true;
            return engine;
        } catch (EngineException | LinkageError e) {
            throw new EngineUnavailableException(
                    "PyTorch's native library cannot be loaded here; put pytorch-native-cpu for this platform on the"
                            + " class path, or set PYTORCH_LIBRARY_PATH to a libtorch of the same version",
                    e);
        }
    }

    private static Device resolve(String device, int gpus) {
        if (device.equals("auto")) {
            return gpus > 0 ? Device.gpu(0) : Device.cpu();
        }
        if (device.equals("cpu")) {
            return Device.cpu();
        }
        Matcher gpu = GPU.matcher(device);
        if (!gpu.matches()) {
            throw new IllegalArgumentException("device must be auto, cpu or gpu:N, not '" + device + "'");
        }
        int number = Integer.parseInt(gpu.group(1));
        if (number >= gpus) {
            throw new IllegalArgumentException("there is no " + device + " here, PyTorch sees " + gpus
                    + " GPUs; use cpu, or put a CUDA build of pytorch-native on the class path");
        }
        return Device.gpu(number);
    }
}
