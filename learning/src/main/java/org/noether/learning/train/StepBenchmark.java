package org.noether.learning.train;

import java.io.IOException;
import java.time.Duration;

/** Measures how fast a network trains. */
public final class StepBenchmark {
  private StepBenchmark() {}

  /**
   * Times training steps of a configuration, on as many systems as a minibatch has.
   *
   * @param time how long to measure, after warming up
   */
  public static StepTiming run(TrainConfig config, int threads, Duration time) throws IOException {
    throw new UnsupportedOperationException();
  }
}
