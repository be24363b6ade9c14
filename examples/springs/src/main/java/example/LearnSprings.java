package example;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.noether.learning.task.dynamics.DataSource;
import org.noether.learning.task.dynamics.DynamicsConfig;
import org.noether.learning.task.dynamics.DynamicsResult;
import org.noether.learning.task.dynamics.DynamicsTask;
import org.noether.learning.task.dynamics.MotionPredictor;
import org.noether.learning.task.dynamics.PredictedMotion;
import org.noether.learning.train.TrainListener;
import org.noether.learning.train.TrainOptions;
import org.noether.learning.train.TrainOutcome;
import org.noether.learning.train.Trainer;

/** Learns how bodies joined by springs move, and predicts a motion that was not learned from. */
public final class LearnSprings {
  private static final double TIME = 5;

  private LearnSprings() {}

  /**
   * Trains a Hamiltonian network for seconds and prints its errors.
   *
   * @param arguments the folder for the run, which is not there yet
   */
  public static void main(String[] arguments) throws IOException {
    Path run = Path.of(arguments[0]);
    DynamicsConfig config =
        new DynamicsConfig(
            "HFC",
            Map.of("k", 32, "num_layers", 2),
            new DataSource.Generated("springs", 0, 140, 3, 2), // seed, systems, bodies, dimensions
            100, // systems to learn from
            20, // to validate
            20, // to test
            1e-2, // learning rate
            20, // systems in a minibatch
            10, // epochs
            0, // seed
            "cpu"); // backend
    TrainOutcome<DynamicsResult> outcome =
        Trainer.run(
            new DynamicsTask("springs"),
            config,
            run,
            TrainOptions.defaults(),
            TrainListener.SILENT);
    System.out.println("test MSE " + outcome.result().testMse());

    var predictor = MotionPredictor.open(new DynamicsTask("springs"), run);
    PredictedMotion motion = predictor.rollout(predictor.testSystem(0), TIME);
    int last = motion.times().length - 1;
    System.out.println(
        "relative error of the state at time %s: %s"
            .formatted(motion.times()[last], motion.stateError()[0][last]));
  }
}
