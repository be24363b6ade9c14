package org.noether.simulation.trajectory;

import java.util.Arrays;
import java.util.List;
import org.noether.simulation.system.HamiltonianSystem;
import org.noether.simulation.system.SpringSampler;
import org.noether.simulation.system.SpringSystem;
import org.noether.simulation.system.SystemSampler;

/** Bodies joined by springs. */
final class Springs implements SystemKind {
  @Override
  public String id() {
    return "springs";
  }

  @Override
  public String description() {
    return "bodies joined by springs";
  }

  @Override
  public int defaultPoints() {
    return 500;
  }

  @Override
  public int defaultSpaceDimension() {
    return 2;
  }

  @Override
  public List<String> parameterNames() {
    return List.of("mass", "spring constant");
  }

  @Override
  public SystemSampler sampler(int bodies, int spaceDimension) {
    return new SpringSampler(bodies, spaceDimension);
  }

  @Override
  public HamiltonianSystem system(double[] parameters, int spaceDimension) {
    return new SpringSystem(column(parameters, 0), column(parameters, 1), spaceDimension);
  }

  private static double[] column(double[] parameters, int column) {
    var values = new double[parameters.length / 2];
    Arrays.setAll(values, body -> parameters[2 * body + column]);
    return values;
  }
}
