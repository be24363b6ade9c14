package org.noether.learning.task.dynamics.network;

import java.util.List;
import java.util.Optional;
import org.noether.learning.group.LieGroup;
import org.noether.learning.nn.LieResNet;
import org.noether.learning.nn.Trace;
import org.noether.learning.tensor.Tensor;

/**
 * Hamiltonian dynamics whose potential is a {@link LieResNet} on the bodies' positions, with the
 * system parameters as values (Finzi et al. 2020, section 6.3).
 */
final class HLieResNet extends PotentialNetwork {
  private final LieGroup group;
  private final LieResNet net;
  private final boolean center;

  HLieResNet(Bodies bodies, LieGroup group, LieResNet net, boolean center) {
    super(bodies);
    this.group = group;
    this.net = net;
    this.center = center;
  }

  @Override
  public Optional<LieGroup> group() {
    return Optional.of(group);
  }

  @Override
  public List<LieResNet> layers() {
    return List.of(net);
  }

  @Override
  public int noisePlanes() {
    return net.noisePlanes(bodies().count());
  }

  @Override
  Tensor energy(Trace trace, Tensor q, Tensor values) {
    Tensor positions = center ? bodies().relevant(q) : q;
    return net.applyPooled(trace, positions, values);
  }
}
