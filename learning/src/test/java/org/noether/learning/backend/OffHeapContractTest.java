package org.noether.learning.backend;

import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.noether.learning.testing.BackendContract;
import org.noether.learning.testing.OffHeapBackend;

/** The contract where buffers are no arrays. */
@ParameterizedClass
@ValueSource(strings = {"reference", "cpu"})
class OffHeapContractTest extends BackendContract {
  private final Backend backend;

  OffHeapContractTest(String computing) {
    backend = new OffHeapBackend(Backends.choose(computing).backend());
  }

  @Override
  public Backend backend() {
    return backend;
  }
}
