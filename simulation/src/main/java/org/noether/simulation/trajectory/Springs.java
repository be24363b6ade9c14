package org.noether.simulation.trajectory;

import java.util.Arrays;
import java.util.List;
import org.noether.simulation.integrate.Integrators;
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
  public boolean pointMasses() {
    return true;
  }

  @Override
  public SystemDefaults defaults() {
    return new SystemDefaults(6, 2, 500, 0.01, Integrators.THREE_EIGHTHS);
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
  public HamiltonianSystem system(double[] parameters, int bodies, int spaceDimension) {
    return new SpringSystem(column(parameters, 0), column(parameters, 1), spaceDimension);
  }

  private static double[] column(double[] parameters, int column) {
    var values = new double[parameters.length / 2];
    Arrays.setAll(values, body -> parameters[2 * body + column]);
    return values;
  }
}
