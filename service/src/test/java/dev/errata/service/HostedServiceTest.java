package dev.errata.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HostedServiceTest {

    private final LinkedBlockingQueue<Integer> exits = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<String> failures = new LinkedBlockingQueue<>();

    @Test
    void aLoopThatFailsEndsTheProcessWithCodeOne() throws Exception {
        TestService service = new TestService((stop, ready) -> {
            throw new IllegalStateException("The disk is full.");
        });

        service.start(new StartupEvent());

        assertThat(exits.poll(20, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(failures).containsExactly("The disk is full.");
        assertThat(service.hasFailed()).isTrue();
        assertThat(service.ready()).isFalse();
    }

    @Test
    void anErrorOfTheVirtualMachineEndsTheProcessWithCodeOne() throws Exception {
        TestService service = new TestService((stop, ready) -> {
            throw new StackOverflowError();
        });

        service.start(new StartupEvent());

        assertThat(exits.poll(20, TimeUnit.SECONDS)).isEqualTo(1);
    }

    @Test
    void aServiceThatCannotStartEndsTheProcessWithCodeOne() {
        TestService service = new TestService(null);

        service.start(new StartupEvent());

        assertThat(exits).containsExactly(1);
        assertThat(service.alive()).isFalse();
    }

    @Test
    void aLoopIsAliveAndReadyUntilItIsStopped() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        TestService service = new TestService((stop, ready) -> {
            ready.run();
            begun.countDown();
            while (!stop.requested()) {
                stop.sleep(Duration.ofMinutes(1));
            }
        });

        service.start(new StartupEvent());
        begun.await();
        assertThat(service.alive()).isTrue();
        assertThat(service.ready()).isTrue();
        service.stop(new ShutdownEvent());

        assertThat(service.alive()).isFalse();
        assertThat(service.hasFailed()).isFalse();
        assertThat(exits).isEmpty();
    }

    @Test
    void aFailureWhileStoppingDoesNotChangeTheExitCode() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        TestService service = new TestService((stop, ready) -> {
            begun.countDown();
            stop.sleep(Duration.ofMinutes(1));
            throw new IllegalStateException("The broker is gone.");
        });

        service.start(new StartupEvent());
        begun.await();
        service.stop(new ShutdownEvent());

        assertThat(failures).containsExactly("The broker is gone.");
        assertThat(exits).isEmpty();
    }

    @Test
    void aComponentThatDoesNotStopIsLateAtTheDeadlineOfAll() {
        CountDownLatch never = new CountDownLatch(1);
        LoopThread blocked = loop("blocked", (stop, ready) -> awaitUninterruptibly(never));
        LoopThread obedient = loop("obedient", (stop, ready) -> stop.sleep(Duration.ofMinutes(1)));
        blocked.start();
        obedient.start();

        List<Component> late = HostedService.stop(List.of(blocked, obedient), StopLimit.of(Duration.ofMillis(300)));

        assertThat(late).extracting(Component::name).first().isEqualTo("blocked");
        never.countDown();
        assertThat(blocked.stop(Duration.ofSeconds(20))).isTrue();
        assertThat(obedient.stop(Duration.ofSeconds(20))).isTrue();
    }

    @Test
    void aWakeupRegisteredAfterTheRequestRunsAtOnce() {
        StopSignal stop = new StopSignal();
        CountDownLatch woken = new CountDownLatch(2);
        stop.onRequest(woken::countDown);
        assertThat(woken.getCount()).isEqualTo(2);

        stop.request();
        assertThat(woken.getCount()).isEqualTo(1);
        stop.onRequest(woken::countDown);

        assertThat(woken.getCount()).isZero();
    }

    @Test
    void aLimitIsNamedByItsSetting() {
        assertThat(StopLimit.of("actor.stop-timeout", Duration.ofSeconds(30)).name())
                .isEqualTo("actor.stop-timeout = PT30S");
        assertThat(StopLimit.of(Duration.ofSeconds(60)).name()).isEqualTo("60 s");
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static LoopThread loop(String name, LoopThread.Body body) {
        return new LoopThread(name, new Activity(Clock.systemUTC(), "the start"), body, failure -> {});
    }

    private final class TestService extends HostedService {
        private final LoopThread.@Nullable Body body;

        TestService(LoopThread.@Nullable Body body) {
            super("test", StopLimit.of(Duration.ofSeconds(20)), exits::add);
            this.body = body;
        }

        @Override
        protected List<Component> components() {
            if (body == null) {
                throw new IllegalArgumentException("test.setting makes no sense.");
            }
            return List.of(new LoopThread("test", new Activity(Clock.systemUTC(), "the start"), body, this::fail));
        }

        @Override
        protected void onFailure(String sentence) {
            failures.add(sentence);
        }
    }
}
