package org.noether.learning.backend.tornado;

import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Backends;
import org.noether.learning.testing.BackendContract;

class TornadoContractTest extends BackendContract {
  @Override
  public Backend backend() {
    return Backends.choose("tornado").backend();
  }
}
