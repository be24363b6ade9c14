package org.noether.simulation.trajectory;

import java.util.ArrayList;
import java.util.List;
import org.noether.simulation.system.HamiltonianSystem;
import org.noether.simulation.system.InitialValueProblem;
import org.noether.simulation.system.SystemSampler;

/**
 * A kind of systems known from a file alone: their trajectories can be learned from, their
 * equations of motion are missing.
 */
record StoredKind(
    String id, List<String> parameterNames, boolean pointMasses, SystemDefaults defaults)
    implements SystemKind {
  StoredKind {
    if (defaults.bodies() < 1 || defaults.spaceDimension() < 1) {
      throw new IllegalArgumentException(
          "a system has at least one body and one dimension, not %d and %d"
              .formatted(defaults.bodies(), defaults.spaceDimension()));
    }
  }

  @Override
  public String description() {
    return equals(SystemKind.OWN) ? "bodies, in trajectories of your own" : id;
  }

  /** Its bodies with so many parameters each, the first of which is the mass. */
  StoredKind withParameters(int count) {
    var names = new ArrayList<>(List.of("mass"));
    for (int i = 2; i <= count; i++) {
      names.add("parameter " + i);
    }
    return new StoredKind(id, List.copyOf(names), pointMasses, defaults);
  }

  @Override
  public SystemSampler sampler(int bodies, int spaceDimension) {
    return random ->
        new InitialValueProblem(system(new double[0], bodies, spaceDimension), new double[0]);
  }

  @Override
  public HamiltonianSystem system(double[] parameters, int bodies, int spaceDimension) {
    throw new IllegalArgumentException(
        "the equations of motion of %s are not known here; name the source file or the class that the data was made with"
            .formatted(id));
  }
}
