package org.noether.learning.train;

import java.io.IOException;
import java.nio.file.Path;

/** Compares trained networks with the true system. */
public final class Evaluator {
  private Evaluator() {}

  /**
   * Compares a run's best weights with the true system and writes {@code evaluation.json}.
   *
   * @throws IOException if the folder holds no run with best weights, or they do not fit
   */
  public static Evaluation evaluate(Path folder, EvaluationOptions options) throws IOException {
    throw new UnsupportedOperationException();
  }
}
