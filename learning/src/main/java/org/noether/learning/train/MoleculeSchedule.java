package org.noether.learning.train;

/**
 * The learning rate of the reference's {@code train_molec.py}: it rises linearly over the first
 * hundredth of a run, times a {@link CosineSchedule}.
 *
 * @param numEpochs the length of the run, in epochs
 */
public record MoleculeSchedule(double numEpochs) {
  private static final double WARM_UP = 0.01;

  /** Returns the factor of the learning rate after a number of epochs, whole or not. */
  public double scale(double epochs) {
    return Math.min(epochs / (WARM_UP * numEpochs), 1)
        * new CosineSchedule(numEpochs).scale(epochs);
  }

  /**
   * Returns the factor at a step, which sees its predecessor's position as in {@link
   * CosineSchedule#scaleAtStep}; so the first two steps have rate 0.
   *
   * @param step the step since the beginning, from 0
   */
  public double scaleAtStep(long step, int stepsPerEpoch) {
    return scale((double) Math.max(0, step - 1) / stepsPerEpoch);
  }
}
