package org.noether.learning.task.image;

import org.noether.learning.train.RunResult;

/**
 * The result of a run on images: {@code result.json}. Errors are percentages of images classified
 * wrongly.
 *
 * @param valError the error on the images followed from epoch to epoch, at the epoch kept
 * @param testError the error on the test images of the weights in {@code best.safetensors}
 * @param selected whether the epoch kept was selected by the smallest error on validation images;
 *     else it is the last
 * @param bestEpoch the epoch kept, from 1
 * @param epochs the epochs done
 * @param completed whether these are all the epochs of the configuration
 * @param parameters the number of trained numbers
 * @param trainImages the number of training images
 * @param validImages the number of images followed from epoch to epoch
 * @param testImages the number of test images
 * @param dataSha256 the SHA-256 of all images and labels
 */
public record ImageResult(
    double valError,
    double testError,
    boolean selected,
    int bestEpoch,
    int epochs,
    boolean completed,
    long parameters,
    int trainImages,
    int validImages,
    int testImages,
    String dataSha256)
    implements RunResult {
  @Override
  public double validation() {
    return valError;
  }

  @Override
  public double test() {
    return testError;
  }
}
