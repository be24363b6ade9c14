package org.noether.learning.backend.cpu;

import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.noether.learning.backend.Backend;
import org.noether.learning.testing.BackendContract;

@ParameterizedClass
@EnumSource(VectorWidth.class)
class CpuContractTest extends BackendContract {
  private final Backend backend;

  CpuContractTest(VectorWidth width) {
    backend = new CpuBackend(width);
  }

  @Override
  public Backend backend() {
    return backend;
  }
}
