package org.noether.learning.backend.reference;

import java.util.List;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Buffer;
import org.noether.learning.backend.Executable;
import org.noether.learning.backend.Execution;
import org.noether.learning.backend.Program;
import org.noether.learning.tensor.Tensor;

/** Runs graphs one op at a time in double precision. */
public final class ReferenceBackend implements Backend {

  /** Creates the backend; it holds nothing. */
  public ReferenceBackend() {}

  @Override
  public String name() {
    return "reference";
  }

  @Override
  public String description() {
    return "interpreter in double precision, one op at a time, on one core";
  }

  @Override
  public Buffer allocate(int size) {
    return new Buffer.F64(new double[size]);
  }

  @Override
  public Executable compile(List<Tensor> outputs) {
    Program program = Program.of(outputs);
    return new Executable() {
      @Override
      public Execution newExecution() {
        return new InterpretedExecution(program);
      }

      @Override
      public long workingBytes() {
        return program.nodes().stream().mapToLong(node -> 8L * node.shape().size()).sum();
      }
    };
  }
}
