package org.noether.learning.backend.reference;

import org.noether.learning.backend.Backend;
import org.noether.learning.testing.BackendContract;

class ReferenceContractTest extends BackendContract {
  private final Backend backend = new ReferenceBackend();

  @Override
  public Backend backend() {
    return backend;
  }
}
