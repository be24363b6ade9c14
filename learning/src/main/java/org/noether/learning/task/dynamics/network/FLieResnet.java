package org.noether.learning.task.dynamics.network;

import java.util.List;
import java.util.Optional;
import org.noether.learning.group.LieGroup;
import org.noether.learning.nn.LieResNet;
import org.noether.learning.nn.Trace;
import org.noether.learning.tensor.Tensor;

/**
 * A {@link LieResNet} on positions, with system parameters and momenta as values, that gives each
 * body's rates of change directly.
 *
 * @param bodies how states are laid out
 * @param lieGroup what positions lift to
 * @param net the network, with 2 d outputs
 */
record FLieResnet(Bodies bodies, LieGroup lieGroup, LieResNet net) implements DynamicsNetwork {
  @Override
  public Optional<LieGroup> group() {
    return Optional.of(lieGroup);
  }

  @Override
  public List<LieResNet> layers() {
    return List.of(net);
  }

  @Override
  public int noisePlanes() {
    return net.noisePlanes(bodies.count());
  }

  @Override
  public Tensor dzdt(Trace trace, Tensor z, Tensor sysP) {
    int batch = z.shape().extent(0);
    int d = bodies.dim();
    Tensor values = Tensor.concat(2, sysP, bodies.momenta(z));
    Tensor lifted = net.apply(trace, bodies.relevant(bodies.positions(z)), values);
    Tensor rates = lifted.reshape(batch * bodies.count(), -1, 2 * d).meanKeeping(1);
    rates = rates.reshape(batch * bodies.count(), 2 * d);
    return Tensor.concat(
        1, rates.slice(1, 0, d).reshape(batch, -1), rates.slice(1, d, 2 * d).reshape(batch, -1));
  }
}
