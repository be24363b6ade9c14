package org.noether.learning.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

/** Hears how many epochs were found to fit a budget. */
public final class FittedEpochs implements TrainListener {
  private int epochs;
  private Duration perEpoch = Duration.ZERO;

  @Override
  public void onEpochsFitted(int epochs, Duration perEpoch) {
    this.epochs = epochs;
    this.perEpoch = perEpoch;
  }

  /**
   * Demands that a run's epochs are those heard of, and that they take between a tenth of the
   * budget and the part that is planned for. The rest is spent on reading data, measuring and
   * testing: about a tenth, or more if the machine is busy.
   */
  public void assertFits(int numEpochs, Duration budget) {
    assertThat(numEpochs).isEqualTo(epochs).isPositive();
    assertThat(perEpoch.multipliedBy(epochs))
        .isLessThanOrEqualTo(budget.multipliedBy((long) (100 * EpochFit.MARGIN)).dividedBy(100));
    assertThat(perEpoch.multipliedBy(epochs + 1L)).isGreaterThan(budget.dividedBy(10));
  }
}
