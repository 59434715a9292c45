package dev.errata.ops.bench.soak;

import dev.errata.ops.bench.ProcessMemory;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/**
 * The memory of this process at one moment of a soak, MB (10^6 bytes).
 *
 * @param seconds since the soak began
 * @param steps training steps done
 * @param samples sampling calls done
 * @param resident resident memory; NaN where the system does not tell
 * @param heap committed memory of the Java heap
 * @param live used memory of the Java heap right after a collection; NaN without one
 * @param direct direct buffers, including those that garbage collection has not freed yet
 * @param jvm committed memory of the JVM without its heap: classes, compiled code
 */
public record MemoryReading(
        double seconds, int steps, int samples, double resident, double heap, double live, double direct, double jvm) {

    /**
     * Reads the memory now.
     *
     * @param collect whether to collect garbage first, to see how much of the heap is used
     */
    static MemoryReading now(double seconds, int steps, int samples, boolean collect) {
        MemoryMXBean java = ManagementFactory.getMemoryMXBean();
        if (collect) {
            java.gc();
        }
        return new MemoryReading(
                seconds,
                steps,
                samples,
                ProcessMemory.read().now(),
                java.getHeapMemoryUsage().getCommitted() / 1e6,
                collect ? java.getHeapMemoryUsage().getUsed() / 1e6 : Double.NaN,
                directBuffers() / 1e6,
                java.getNonHeapMemoryUsage().getCommitted() / 1e6);
    }

    private static long directBuffers() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    /** Turns that both kinds of work have completed. */
    int turns() {
        return Math.min(steps, samples);
    }
}
