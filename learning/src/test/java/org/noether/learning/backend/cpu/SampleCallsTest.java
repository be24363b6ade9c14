package org.noether.learning.backend.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.noether.learning.backend.cpu.MicroKernel.LayoutA;
import org.noether.learning.backend.cpu.MicroKernel.LayoutB;
import org.noether.learning.backend.cpu.MicroKernel.LayoutC;
import org.noether.learning.compile.Instruction;
import org.noether.learning.compile.Loop;
import org.noether.learning.compile.Lowering;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Subgraph;
import org.noether.learning.tensor.Tensor;

/** Sample calls stay inside their arrays, for every kind of kernel. */
class SampleCallsTest {
  @ParameterizedTest
  @EnumSource
  void ofLoops(VectorWidth width) {
    Graph graph = new Graph();
    Tensor x = graph.input("x", Shape.of(3, 4, 5));
    Tensor row = graph.input("row", Shape.of(5));
    Tensor column = graph.input("column", Shape.of(3, 4, 1));
    Tensor y = x.add(row).mul(column.sigmoid());
    List<Tensor> outputs = new ArrayList<>(List.of(y, y.sum(), x.transpose().mul(2.0), row.exp()));
    for (int axis = 0; axis < 3; axis++) {
      outputs.add(y.square().sumKeeping(axis));
    }
    int loops = 0;
    for (Instruction instruction : Lowering.lower(Subgraph.of(outputs), 1 << 18).instructions()) {
      if (instruction instanceof Instruction.RunLoop(Loop loop)) {
        LoopForm form = LoopForm.of(loop);
        SampleCalls.ofLoop(form, width).accept(LoopCode.kernel(form, width).kernel());
        loops++;
      }
    }
    assertThat(loops).isGreaterThanOrEqualTo(outputs.size() - 1);
  }

  @ParameterizedTest
  @EnumSource
  void ofTiles(VectorWidth width) {
    for (LayoutA a : LayoutA.values()) {
      for (LayoutB b : LayoutB.values()) {
        for (LayoutC c : LayoutC.values()) {
          var shape = new MicroKernel.Shape(width, 3, 2, a, b, c, false);
          SampleCalls.ofTile(shape).accept(MicroKernelCode.compile(shape));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void ofDots(VectorWidth width) {
    SampleCalls.ofDots(width).accept(GemmDotCode.of(width));
  }

  @ParameterizedTest
  @EnumSource
  void ofTransposesAndPacks(VectorWidth width) {
    SampleCalls.ofTranspose(width).accept(StripTransposeCode.of(width));
    SampleCalls.ofPack(width).accept(RowPackCode.of(width));
  }
}
