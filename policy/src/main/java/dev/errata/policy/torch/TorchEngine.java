package dev.errata.policy.torch;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.errata.policy.backend.BackendUnavailableException;
import dev.errata.policy.backend.ComputeThreads;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one PyTorch engine of this process: started at first use, never downloading anything.
 *
 * <p>PyTorch belongs to the process, so this is static state; it is written once.
 */
final class TorchEngine {

    private static final Pattern GPU = Pattern.compile("gpu:(\\d{1,3})");
    private static final String NAME = "PyTorch";

    private static boolean started;

    private TorchEngine() {}

    /** Runs some work on the calling thread without splitting its operations; other threads may do the same. */
    static <R> R onOneThread(Supplier<R> work) {
        splitOver(1);
        return work.get();
    }

    /** Lets operations of the calling thread use the configured number of threads again. */
    static synchronized void restoreThreads() {
        if (started) {
            splitOver(ComputeThreads.count());
        }
    }

    /**
     * Each thread has its own number, but its first read takes the number set last by any thread: so it is read first.
     */
    private static void splitOver(int number) {
        JniUtils.getNumThreads();
        JniUtils.setNumThreads(number);
    }

    /**
     * Whether a device is a GPU.
     *
     * @param device {@code auto}, {@code cpu} or {@code gpu:N}
     */
    static boolean onGpu(String device) {
        return !device.equals("cpu") && resolve(device, start().getGpuCount()).isGpu();
    }

    /** A new manager of arrays on a device, starting the engine if need be. */
    static NDManager newManager(String device) {
        ai.djl.engine.Engine engine = start();
        return engine.newBaseManager(resolve(device, engine.getGpuCount()));
    }

    /** PyTorch's version, starting the engine if need be. */
    static String version() {
        return start().getVersion();
    }

    private static synchronized ai.djl.engine.Engine start() {
        return ComputeThreads.fix(TorchEngine::start);
    }

    private static ai.djl.engine.Engine start(int threads) {
        if (!started) {
            System.setProperty("ai.djl.offline", "true");
            // The optimizing executor specializes on the first shapes it sees; ours differ from call to call. It was no
            // faster, and a training step gave another loss with it (5.80 instead of 5.75 at the third step).
            System.setProperty("ai.djl.pytorch.graph_optimizer", "false");
            System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
            System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        }
        try {
            ai.djl.engine.Engine engine = ai.djl.engine.Engine.getEngine(NAME);
            started = true;
            return engine;
        } catch (EngineException | LinkageError e) {
            throw new BackendUnavailableException(
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
