package org.noether.learning.task.molecule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.noether.learning.train.RunFolder;
import org.noether.simulation.io.Safetensors;
import org.noether.simulation.io.SafetensorsFile;
import org.noether.simulation.io.TensorData;
import org.noether.simulation.molecule.MoleculeDataset;
import org.noether.simulation.molecule.PackedMolecules;

/**
 * The predictions of a run's best weights for its test molecules: {@code predictions.safetensors}.
 * The arrays have an element for each molecule and must not be changed.
 *
 * @param atoms the numbers of atoms
 * @param truth the true values, in the property's unit
 * @param predicted the predicted values
 */
public record TestPredictions(int[] atoms, double[] truth, double[] predicted) {
  static final String FILE = "predictions.safetensors";
  private static final String ATOMS = "atoms";
  private static final String TRUTH = "truth";
  private static final String PREDICTED = "predicted";

  /**
   * Checks that all arrays have the same length.
   *
   * @throws IllegalArgumentException if they are not as many
   */
  public TestPredictions {
    if (atoms.length != truth.length || atoms.length != predicted.length) {
      throw new IllegalArgumentException(
          "%d molecules with %d values and %d predictions"
              .formatted(atoms.length, truth.length, predicted.length));
    }
  }

  /**
   * Predicts the test molecules of a run and writes the predictions into its folder.
   *
   * @param run a run with a result
   * @param task the task with the molecules it learned from
   * @throws IOException if run or molecules cannot be read, or the file not be written
   */
  public static void make(Path run, MoleculeTask task) throws IOException {
    MoleculeConfig config = new RunFolder(run).readConfig(task);
    MoleculeDataset dataset = task.dataset(config);
    int[] test = dataset.part("test");
    PackedMolecules molecules = dataset.molecules().select(test);
    double[] targets = dataset.targets(config.property());
    new TestPredictions(
            Arrays.stream(test).map(dataset.molecules()::atoms).toArray(),
            Arrays.stream(test).mapToDouble(i -> targets[i]).toArray(),
            MoleculePredictor.open(run).predict(molecules))
        .write(run.resolve(FILE));
  }

  /**
   * Reads the predictions of a run, if there are any.
   *
   * @throws IOException if the file cannot be read, or is damaged
   */
  public static Optional<TestPredictions> read(RunFolder run) throws IOException {
    Path file = run.path().resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    SafetensorsFile stored = Safetensors.read(file);
    try {
      return Optional.of(
          new TestPredictions(
              stored.tensor(ATOMS).ints(),
              stored.tensor(TRUTH).doubles(),
              stored.tensor(PREDICTED).doubles()));
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new IOException(file + ": damaged: " + e.getMessage(), e);
    }
  }

  private void write(Path file) throws IOException {
    var tensors = new LinkedHashMap<String, TensorData>();
    tensors.put(ATOMS, TensorData.of(atoms, atoms.length));
    tensors.put(TRUTH, TensorData.of(truth, atoms.length));
    tensors.put(PREDICTED, TensorData.of(predicted, atoms.length));
    Safetensors.write(file, new SafetensorsFile(tensors, Map.of()));
  }
}
