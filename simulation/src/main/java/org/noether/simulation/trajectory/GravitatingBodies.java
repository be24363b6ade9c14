package org.noether.simulation.trajectory;

import java.util.List;
import org.noether.simulation.integrate.Integrators;
import org.noether.simulation.system.GravitySampler;
import org.noether.simulation.system.GravitySystem;
import org.noether.simulation.system.HamiltonianSystem;
import org.noether.simulation.system.SystemSampler;

/** Gravitating bodies. */
final class GravitatingBodies implements SystemKind {
  @Override
  public String id() {
    return "nbody";
  }

  @Override
  public String description() {
    return "gravitating bodies";
  }

  @Override
  public boolean pointMasses() {
    return true;
  }

  @Override
  public SystemDefaults defaults() {
    return new SystemDefaults(6, 3, 200, 0.01, Integrators.THREE_EIGHTHS);
  }

  @Override
  public List<String> parameterNames() {
    return List.of("mass");
  }

  @Override
  public SystemSampler sampler(int bodies, int spaceDimension) {
    return new GravitySampler(bodies, spaceDimension);
  }

  @Override
  public HamiltonianSystem system(double[] parameters, int bodies, int spaceDimension) {
    return new GravitySystem(parameters, spaceDimension);
  }
}
