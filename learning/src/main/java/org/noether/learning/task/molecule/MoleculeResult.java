package org.noether.learning.task.molecule;

import org.noether.learning.train.RunResult;

/**
 * The result of a run on molecules: {@code result.json}.
 *
 * @param task the property's name
 * @param unit the unit of the errors
 * @param valMae the mean absolute error on the validation molecules at the best epoch
 * @param testMae the mean absolute error on the test molecules of the weights in {@code
 *     best.safetensors}
 * @param bestEpoch the epoch with the smallest validation error, from 1
 * @param epochs the epochs done
 * @param completed whether these are all the epochs of the configuration
 * @param parameters the number of trained numbers
 * @param trainMolecules the number of training molecules
 * @param validMolecules the number of validation molecules
 * @param testMolecules the number of test molecules
 * @param meanAbsoluteDeviation that of the property among the training molecules: the error of
 *     always predicting the mean
 * @param dataSha256 the SHA-256 of the molecules of all parts and their property
 */
public record MoleculeResult(
    String task,
    String unit,
    double valMae,
    double testMae,
    int bestEpoch,
    int epochs,
    boolean completed,
    long parameters,
    int trainMolecules,
    int validMolecules,
    int testMolecules,
    double meanAbsoluteDeviation,
    String dataSha256)
    implements RunResult {
  @Override
  public double validation() {
    return valMae;
  }

  @Override
  public double test() {
    return testMae;
  }
}
