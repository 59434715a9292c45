package dev.errata.ops.monitor.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CurveTest {

    @Test
    void aLongRunStaysVisibleInBoundedPoints() {
        Curve curve = new Curve(100);
        for (int second = 0; second < 100_000; second++) {
            curve.add(second * 1000L, second);
        }
        assertThat(curve.means(0)).hasSizeBetween(50, 100);
        assertThat(curve.means(0).get(0)[0]).isLessThan(1100);
        assertThat(curve.means(0).get(curve.means(0).size() - 1)[0]).isGreaterThan(98_000);
        assertThat(curve.last()).isEqualTo(99_999);
    }

    @Test
    void valuesOfOneSecondAreAveragedAndTheLargestIsKept() {
        Curve curve = new Curve(10);
        curve.add(5_100, 1);
        curve.add(5_900, 3);
        assertThat(curve.means(5_000)).containsExactly(new double[] {0.5, 2});
        assertThat(curve.maxima(5_000)).containsExactly(new double[] {0.5, 3});
    }

    @Test
    void aRateIsZeroWithoutValuesAndOmitsTheCurrentSecond() {
        Curve curve = new Curve(10);
        curve.add(0, 4);
        curve.add(5_000, 6);
        curve.add(6_500, 100);
        assertThat(curve.perSecond(0, 6_900))
                .containsExactly(
                        new double[] {0.5, 4}, new double[] {1.5, 0}, new double[] {4.5, 0}, new double[] {5.5, 6});
    }

    @Test
    void aStalledRateIsShownAsZeroUpToNow() {
        Curve curve = new Curve(10);
        curve.add(0, 4);
        assertThat(curve.perSecond(0, 60_000))
                .containsExactly(new double[] {0.5, 4}, new double[] {1.5, 0}, new double[] {59.5, 0});
    }

    @Test
    void nanIsCountedAndNotShown() {
        Curve curve = new Curve(10);
        curve.add(0, Double.NaN);
        curve.add(0, Double.POSITIVE_INFINITY);
        assertThat(curve.notFinite()).isEqualTo(2);
        assertThat(curve.means(0)).isEmpty();
    }

    @Test
    void aRateNowIsTheMeanOverTheLastThirtyWholeSeconds() {
        Rate rate = new Rate(10);
        for (int second = 0; second <= 60; second++) {
            rate.add(second * 1000L, 5);
        }
        assertThat(rate.now(60_500)).isEqualTo(5);
        assertThat(rate.now(75_500)).isEqualTo(5 * 16 / 30.0);
        assertThat(rate.now(200_000)).isZero();
        assertThat(rate.total()).isEqualTo(305);
    }
}
