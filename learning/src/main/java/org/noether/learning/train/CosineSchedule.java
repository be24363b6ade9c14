package org.noether.learning.train;

/**
 * A learning rate that falls along half a cosine and then starts again (Loshchilov and Hutter 2017,
 * equation 5, with a least rate of 0), after an optional linear rise.
 *
 * @param numEpochs the length of the fall, in epochs
 * @param warmUp the part of the length over which the rate also rises linearly from 0; 0 for none
 */
public record CosineSchedule(double numEpochs, double warmUp) {
  private static final double WARM_UP = 0.01;

  /** Returns the schedule of the reference's {@code train_springs.py}. */
  public static CosineSchedule over(double numEpochs) {
    return new CosineSchedule(numEpochs, 0);
  }

  /** Returns the schedule of the reference's {@code train_molec.py}, with a warm-up. */
  public static CosineSchedule withWarmUp(double numEpochs) {
    return new CosineSchedule(numEpochs, WARM_UP);
  }

  /** Returns the factor of the learning rate after a number of epochs, whole or not. */
  public double scale(double epochs) {
    double fall = 0.5 * (1 + Math.cos(Math.PI * (epochs % numEpochs) / numEpochs));
    return warmUp == 0 ? fall : Math.min(epochs / (warmUp * numEpochs), 1) * fall;
  }

  /**
   * Returns the factor that the reference uses at a step: it sets the schedule to the step's
   * position after the step, so that each step sees its predecessor's. With a warm-up the first two
   * steps have rate 0.
   *
   * @param step the step since the beginning, from 0
   */
  public double scaleAtStep(long step, int stepsPerEpoch) {
    return scale((double) Math.max(0, step - 1) / stepsPerEpoch);
  }
}
