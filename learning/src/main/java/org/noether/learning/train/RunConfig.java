package org.noether.learning.train;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.noether.learning.group.GroupSpec;

/**
 * The configuration of a run: what is trained and how, in terms that all tasks share. Two runs of
 * one configuration on one backend and the same data give the same bits.
 *
 * @param <C> the configuration itself, a record
 */
public interface RunConfig<C extends RunConfig<C>> {
  /** Returns the network's name. */
  String network();

  /**
   * Returns the network's options; values are numbers, booleans, strings, lists, maps and {@code
   * GroupSpec}s.
   */
  Map<String, Object> netCfg();

  /** Returns the learning rate that the schedule scales. */
  double lr();

  /** Returns the samples of a minibatch. */
  int bs();

  /** Returns the passes over the training set. */
  int numEpochs();

  /** Returns the seed of the initial weights and of the order of the samples. */
  long seed();

  /** Returns the name of the backend that computes. */
  String backend();

  /** Returns this on another backend. */
  C withBackend(String name);

  /** Returns this with another number of epochs. */
  C withNumEpochs(int epochs);

  /** Returns this with other options of the network. */
  C withNetCfg(Map<String, Object> options);

  /**
   * Returns whether this equals another configuration except for what may have been lowered to fit
   * a budget.
   */
  default boolean isFittedFrom(C original) {
    return equals(original.fittedAs(numEpochs(), samples()));
  }

  /** Returns how many samples a budget left to learn from, or 0 if the number cannot be lowered. */
  default double samples() {
    return 0;
  }

  /**
   * Returns this with an extent that fits a budget.
   *
   * @param epochs the number of epochs
   * @param samples the {@linkplain #samples number of samples}
   */
  default C fittedAs(int epochs, double samples) {
    return withNumEpochs(epochs);
  }

  /** Returns the factor of the learning rate over the run. */
  CosineSchedule schedule();

  /** Returns the learning rate of a step, from 0. */
  default double lrAtStep(long step, int stepsPerEpoch) {
    return lr() * schedule().scaleAtStep(step, stepsPerEpoch);
  }

  /** Returns a network's options sorted by name, each value {@linkplain GroupSpec#typed typed}. */
  static Map<String, Object> options(Map<String, Object> netCfg) {
    Map<String, Object> options = new TreeMap<>(netCfg);
    options.replaceAll((_, value) -> GroupSpec.typed(value));
    return Collections.unmodifiableMap(options);
  }

  /**
   * Checks the numbers that all configurations have.
   *
   * @throws IllegalArgumentException if one is out of range, naming it
   */
  static void demandTrainable(double lr, int bs, int numEpochs) {
    demand(lr > 0 && lr < Double.POSITIVE_INFINITY, "lr", lr, "must be positive");
    demand(bs > 0, "bs", bs, "must be positive");
    demand(numEpochs > 0, "num_epochs", numEpochs, "must be positive");
  }

  /**
   * Checks a value.
   *
   * @throws IllegalArgumentException if the rule does not hold, naming value and rule
   */
  static void demand(boolean holds, String name, Object value, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(name + " = " + value + ": it " + rule);
    }
  }
}
