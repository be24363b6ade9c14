package org.noether.reports.extension;

import java.util.List;
import org.noether.learning.nn.Activation;
import org.noether.learning.nn.Linear;
import org.noether.learning.nn.NetConfig;
import org.noether.learning.nn.Trace;
import org.noether.learning.task.dynamics.network.Bodies;
import org.noether.learning.task.dynamics.network.DynamicsNetwork;
import org.noether.learning.task.dynamics.network.DynamicsNetworkFactory;
import org.noether.learning.tensor.Tensor;

/**
 * From states, whatever the system's parameters, to rates of change.
 *
 * @param in from a state to the hidden channels
 * @param act what follows
 * @param out from the hidden channels to the rates
 */
public record TwoLayers(Linear in, Activation act, Linear out) implements DynamicsNetwork {
  @Override
  public List<Linear> layers() {
    return List.of(in, out);
  }

  @Override
  public Tensor dzdt(Trace trace, Tensor z, Tensor sysP) {
    return out.apply(trace, act.apply(in.apply(trace, z)));
  }

  /** Takes the number of hidden channels and the nonlinearity. */
  public static final class Factory implements DynamicsNetworkFactory {
    @Override
    public String name() {
      return "TwoLayers";
    }

    @Override
    public List<String> options() {
      return List.of("k", "act");
    }

    @Override
    public DynamicsNetwork create(NetConfig config, Bodies bodies) {
      int width = 2 * bodies.count() * bodies.dim();
      int k = config.integer("k", 16, 1);
      return new TwoLayers(
          Linear.of("in", width, k), config.activation("act"), Linear.of("out", k, width));
    }
  }
}
