package org.noether.learning.train;

import java.io.IOException;
import java.util.Optional;
import org.noether.learning.backend.Buffer;
import org.noether.learning.nn.Layer;

/**
 * A network, its data and its loss: what one run asks of its task.
 *
 * @param <C> the configuration of the run
 * @param <R> the result of the run
 */
public interface Objective<C extends RunConfig<C>, R extends RunResult> extends AutoCloseable {

  /** Returns the network. */
  Layer network();

  /** Returns the network's weights, which training changes. */
  Weights weights();

  /** Returns the order of the training samples. */
  Minibatches minibatches();

  /**
   * Returns the loss of a batch, stores its gradient by the parameters, and updates the buffers.
   *
   * @param batch the training samples' numbers
   * @param step the step since the beginning, which random choices depend on
   * @param gradients receives the gradient
   */
  double gradient(int[] batch, long step, Buffer gradients);

  /** Returns the error on the validation set; the smaller, the better. */
  double validation();

  /** Returns the error on the test set. */
  double test();

  /** Returns how large the test set is in comparison with the validation set. */
  double testShare();

  /** Returns the SHA-256 of the data. */
  String dataSha256();

  /**
   * Returns the run's result.
   *
   * @param state how far the run has come
   * @param test the error on the test set of the best weights
   * @param epochs the epochs done
   * @param completed whether these are all
   */
  R result(TrainState state, double test, int epochs, boolean completed);

  /** Returns the samples that one program computes at a time. */
  int microbatch();

  /** Returns the floating-point operations of a step's matrix products and contractions. */
  double matmulFlops();

  /**
   * Writes what weights alone do not tell, such as the scale of their outputs, into a new run's
   * folder.
   *
   * @throws IOException if it cannot be written
   */
  default void save(RunFolder run) throws IOException {}

  /**
   * Returns how to learn from fewer samples, where a task can do that to fit a budget. The result
   * shares weights and compiled programs with this.
   *
   * @param samples how many fit, at most
   */
  default Optional<Smaller<C, R>> learningFrom(int samples) {
    return Optional.empty();
  }

  /**
   * An objective with fewer samples to learn from.
   *
   * @param config its configuration, of one epoch
   * @param samples how many there are
   * @param objective the objective
   */
  record Smaller<C extends RunConfig<C>, R extends RunResult>(
      C config, int samples, Objective<C, R> objective) {}

  @Override
  void close();
}
