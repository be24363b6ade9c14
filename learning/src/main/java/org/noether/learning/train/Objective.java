package org.noether.learning.train;

import java.io.IOException;
import java.util.Optional;
import org.noether.learning.backend.Buffer;
import org.noether.learning.nn.Layer;

/**
 * The network, data and loss of one run: what {@link Training} minimises.
 *
 * @param <C> the configuration of the run
 * @param <R> the result of the run
 */
public abstract class Objective<C extends RunConfig<C>, R extends RunResult>
    implements AutoCloseable {
  private final Layer network;
  private final Weights weights;
  private final Minibatches minibatches;

  /**
   * Creates an objective.
   *
   * @param network what is trained
   * @param weights its weights, which training changes
   * @param minibatches the order of the training samples
   */
  protected Objective(Layer network, Weights weights, Minibatches minibatches) {
    this.network = network;
    this.weights = weights;
    this.minibatches = minibatches;
  }

  /** Returns the network. */
  public final Layer network() {
    return network;
  }

  /** Returns the network's weights, which training changes. */
  public final Weights weights() {
    return weights;
  }

  /** Returns the order of the training samples. */
  public final Minibatches minibatches() {
    return minibatches;
  }

  /**
   * Sets the weights to what they are before training.
   *
   * @param seed the run's seed
   */
  protected void initialise(long seed) {
    weights.initialise(network, seed);
  }

  /**
   * Returns the loss of a batch, stores its gradient by the parameters, and updates the buffers.
   *
   * @param batch the training samples' numbers
   * @param step the step since the beginning, which random choices depend on
   * @param gradients receives the gradient
   */
  protected abstract double gradient(int[] batch, long step, Buffer gradients);

  /** Returns the error on the validation set; the smaller, the better. */
  protected abstract double validation();

  /**
   * Returns whether the weights of the epoch with the smallest validation error are kept; else
   * those of the last epoch are.
   */
  protected boolean selectsEpoch() {
    return true;
  }

  /**
   * Returns about the validation error of a prediction that takes no learning; infinite where no
   * error can be much larger than that.
   */
  protected double unlearned() {
    return Double.POSITIVE_INFINITY;
  }

  /** Returns the error on the test set. */
  protected abstract double test();

  /** Returns the size of the test set relative to the validation set. */
  protected abstract double testShare();

  /** Returns the SHA-256 of the data. */
  protected abstract String dataSha256();

  /**
   * Returns the run's result.
   *
   * @param state how far the run has come
   * @param test the error on the test set of the best weights
   * @param epochs the epochs done
   * @param completed whether these are all
   */
  protected abstract R result(TrainState state, double test, int epochs, boolean completed);

  /** Returns the samples that one compiled function computes at a time: a minibatch by default. */
  protected int microbatch() {
    return minibatches.size();
  }

  /** Returns how often the loss of a sample evaluates the network. */
  protected int evaluations() {
    return 1;
  }

  /** Returns what compiling the loss takes. */
  final Compilation compilation() {
    return Compilation.of(network, evaluations());
  }

  /** Returns the floating-point operations of a step's matrix products and contractions. */
  protected abstract double matmulFlops();

  /**
   * Writes into a new run's folder what prediction needs beside the weights, such as the scale of
   * the outputs.
   *
   * @throws IOException if it cannot be written
   */
  protected void save(RunFolder run) throws IOException {}

  /** Returns whether {@link #learningFrom} gives an objective for fewer samples than there are. */
  protected boolean shrinks() {
    return false;
  }

  /**
   * Returns an objective with fewer samples, if the task can learn from fewer to fit a budget. It
   * shares weights and compiled functions with this one.
   *
   * @param samples the largest number that fits
   */
  protected Optional<Smaller<C, R>> learningFrom(int samples) {
    return Optional.empty();
  }

  /**
   * An objective with fewer samples to learn from.
   *
   * @param config its configuration, of one epoch
   * @param samples how many there are
   * @param objective the objective
   */
  public record Smaller<C extends RunConfig<C>, R extends RunResult>(
      C config, int samples, Objective<C, R> objective) {}

  @Override
  public void close() {}
}
