package dev.errata.ops.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Smallest, middle and largest of a few measurements. */
class SpreadTest {

    @Test
    void theMedianOfAnOddCountIsTheMiddleOne() {
        assertThat(Spread.of(DoubleStream.of(3, 1, 2))).isEqualTo(new Spread(1, 2, 3, List.of(3.0, 1.0, 2.0)));
    }

    @Test
    void theMedianOfAnEvenCountIsTheMeanOfTheMiddleTwo() {
        assertThat(Spread.of(DoubleStream.of(4, 1, 2, 10)).median()).isEqualTo(3);
    }

    @Test
    void oneMeasurementIsMinMedianAndMax() {
        assertThat(Spread.of(DoubleStream.of(7))).isEqualTo(new Spread(7, 7, 7, List.of(7.0)));
    }

    @Test
    void noMeasurementIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Spread.of(DoubleStream.empty()));
    }
}
