package org.noether.learning.train;

/**
 * A learning rate that falls along half a cosine and then starts again (Loshchilov and Hutter 2017,
 * equation 5, with a least rate of 0).
 *
 * @param numEpochs the length of the fall, in epochs
 */
public record CosineSchedule(double numEpochs) {

  /** Returns the factor of the learning rate after a number of epochs, whole or not. */
  public double scale(double epochs) {
    return 0.5 * (1 + Math.cos(Math.PI * (epochs % numEpochs) / numEpochs));
  }

  /**
   * Returns the factor that the reference uses at a step: it sets the schedule to the step's
   * position after the step, so that each step sees its predecessor's.
   *
   * @param step the step since the beginning, from 0
   */
  public double scaleAtStep(long step, int stepsPerEpoch) {
    return scale((double) Math.max(0, step - 1) / stepsPerEpoch);
  }
}
